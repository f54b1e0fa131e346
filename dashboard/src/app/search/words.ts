import { useText } from "../../i18n/language";
import { searchEn } from "../../i18n/search.en";
import { searchKo } from "../../i18n/search.ko";

/** The search's own words, which are loaded with it. */
export const useWords = () => (useText().language === "en" ? searchEn : searchKo);
