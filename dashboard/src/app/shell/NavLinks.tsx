import { NavLink } from "react-router";
import { useText } from "../../i18n/language";
import { paths } from "../paths";
import { useHere } from "../workspace";
import { Badge, type Waits } from "./Badge";
import classes from "./Shell.module.css";
import type { inGroup } from "./sections";

interface Props {
  entries: ReturnType<typeof inGroup>;
  /** The deposits that wait. */
  waiting: Waits | undefined;
  /** The messages that nobody could read. */
  unread: Waits | undefined;
}

export function NavLinks({ entries, waiting, unread }: Props) {
  const { t } = useText();
  const { id } = useHere();
  return entries.map(({ section, icon: Icon }) => (
    <NavLink key={section} to={paths.section(id, section)} className={classes.link ?? ""}>
      <Icon size={20} stroke={1.75} aria-hidden />
      {t.sections[section]}
      {section === "deposits" && <Badge waits={waiting} spoken={t.shell.unmatched} />}
      {section === "inbox" && <Badge waits={unread} spoken={t.shell.unread} />}
    </NavLink>
  ));
}
