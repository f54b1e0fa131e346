import { NavLink } from "react-router";
import type { Open } from "../../api/sums";
import { count } from "../../format/money";
import { useText } from "../../i18n/language";
import { paths } from "../paths";
import { useHere } from "../workspace";
import classes from "./Shell.module.css";
import { SECTIONS } from "./sections";

interface Props {
  /** The unmatched deposits; known a moment after the page. */
  waiting: Open | undefined;
  dailyOnly?: boolean;
}

export function NavLinks({ waiting, dailyOnly = false }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const shown = SECTIONS.filter((entry) => !dailyOnly || entry.daily);
  return shown.map(({ section, icon: Icon }) => (
    <NavLink key={section} to={paths.section(id, section)} className={classes.link ?? ""}>
      <Icon size={20} stroke={1.75} aria-hidden />
      {t.sections[section]}
      {section === "deposits" && waiting !== undefined && waiting.count > 0 && (
        <span className={classes.count}>
          <span aria-hidden>{`${count(waiting.count)}${waiting.capped ? "+" : ""}`}</span>
          <span className="sr-only">{t.shell.unmatched(waiting.count)}</span>
        </span>
      )}
    </NavLink>
  ));
}
