/** The words of this dialog come with it: they are no part of a first load. */
import { importEn } from "../../../i18n/import.en";
import { type ImportTexts, importKo } from "../../../i18n/import.ko";
import { useText } from "../../../i18n/language";

export function useWords(): ImportTexts {
  return useText().language === "en" ? importEn : importKo;
}
