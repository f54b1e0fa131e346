import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Link, useLocation } from "react-router";
import { useText } from "../../i18n/language";
import { isUnder, paths } from "../paths";
import { useHere } from "../workspace";
import classes from "./Shell.module.css";
import { inGroup } from "./sections";

/** On a phone: the screens that are not of every day. */
export function MoreMenu() {
  const { t } = useText();
  const { id } = useHere();
  const { pathname } = useLocation();
  const isHere = inGroup("shop", "developer").some(({ section }) => isUnder(pathname, paths.section(id, section)));
  const items = (group: "shop" | "developer") =>
    inGroup(group).map(({ section, icon: Icon }) => (
      <Menu.Item
        key={section}
        component={Link}
        to={paths.section(id, section)}
        leftSection={<Icon size={18} aria-hidden />}
      >
        {t.sections[section]}
      </Menu.Item>
    ));
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.link} {...(isHere && { "aria-current": "true" })}>
          <IconDots size={20} stroke={1.75} aria-hidden />
          {t.shell.more}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {items("shop")}
        <Menu.Divider />
        <Menu.Label>{t.shell.developers}</Menu.Label>
        {items("developer")}
      </Menu.Dropdown>
    </Menu>
  );
}
