import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Link } from "react-router";
import { useText } from "../../i18n/language";
import { paths } from "../paths";
import { useHere } from "../workspace";
import classes from "./Shell.module.css";
import { SECTIONS } from "./sections";

/** On a phone: the screens that are not of every day. */
export function MoreMenu() {
  const { t } = useText();
  const { id } = useHere();
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.link}>
          <IconDots size={20} stroke={1.75} aria-hidden />
          {t.shell.more}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {SECTIONS.filter((entry) => !entry.daily).map(({ section, icon: Icon }) => (
          <Menu.Item
            key={section}
            component={Link}
            to={paths.section(id, section)}
            leftSection={<Icon size={18} aria-hidden />}
          >
            {t.sections[section]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
