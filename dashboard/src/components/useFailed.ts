import { useText } from "../i18n/language";
import { problemText } from "../i18n/problems";
import { toast } from "./toast";

/** Says why a change was refused or failed, where no form shows it. */
export function useFailed(): (error: unknown) => void {
  const text = useText();
  return (error) => toast.failed(problemText(error, text));
}
