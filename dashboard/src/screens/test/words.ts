/** The words of this dialog come with it: they are no part of a first load. */
import { useText } from "../../i18n/language";
import { scenariosEn } from "../../i18n/scenarios.en";
import { type ScenariosTexts, scenariosKo } from "../../i18n/scenarios.ko";

export function useScenarioWords(): ScenariosTexts {
  return useText().language === "en" ? scenariosEn : scenariosKo;
}
