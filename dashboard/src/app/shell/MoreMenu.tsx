import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Link, useLocation } from "react-router";
import { useText } from "../../i18n/language";
import { isUnder, paths } from "../paths";
import { useHere } from "../workspace";
import { Badge, type Waits } from "./Badge";
import classes from "./Shell.module.css";
import { SECTIONS } from "./sections";

/** On a phone: the screens that are not of every day. What waits behind one of them shows on the way to it. */
export function MoreMenu({ unread }: { unread: Waits | undefined }) {
  const { t } = useText();
  const { id } = useHere();
  const { pathname } = useLocation();
  const rest = SECTIONS.filter((entry) => !entry.daily);
  const isHere = rest.some(({ section }) => isUnder(pathname, paths.section(id, section)));
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.link} {...(isHere && { "aria-current": "true" })}>
          <IconDots size={20} stroke={1.75} aria-hidden />
          {t.shell.more}
          <Badge waits={unread} spoken={t.shell.unread} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {rest.map(({ section, icon: Icon }) => (
          <Menu.Item
            key={section}
            component={Link}
            to={paths.section(id, section)}
            leftSection={<Icon size={18} aria-hidden />}
            rightSection={section === "inbox" && <Badge waits={unread} spoken={t.shell.unread} />}
          >
            {t.sections[section]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
