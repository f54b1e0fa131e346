import { Loader } from "@mantine/core";
import { useText } from "../i18n/language";
import classes from "./Blank.module.css";

/** While a screen's code or the first answer is on its way. */
export function Waiting() {
  const { t } = useText();
  return (
    <div role="status" className={classes.blank}>
      <Loader type="dots" aria-hidden />
      <span className="sr-only">{t.common.loading}</span>
    </div>
  );
}
