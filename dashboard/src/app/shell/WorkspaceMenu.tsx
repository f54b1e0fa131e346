import { Menu } from "@mantine/core";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import { Link } from "react-router";
import { useWorkspaces } from "../../api/people";
import { useText } from "../../i18n/language";
import { paths } from "../paths";
import { useHere } from "../workspace";
import classes from "./WorkspaceMenu.module.css";

/** The workspace's name; pressed, the other workspaces and a new one. */
export function WorkspaceMenu() {
  const { t } = useText();
  const here = useHere();
  const workspaces = useWorkspaces();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button type="button" className={classes.button}>
          <img src="/icon.svg" width={28} height={28} alt="" />
          <span className="sr-only">{t.shell.workspace}</span>
          <span className={classes.name}>{here.workspace.name}</span>
          <IconSelector size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t.shell.workspaces}</Menu.Label>
        {(workspaces.data ?? [here.workspace]).map((workspace) => (
          <Menu.Item
            key={workspace.id}
            component={Link}
            to={paths.section(workspace.id, "today")}
            rightSection={workspace.id === here.id ? <IconCheck size={16} aria-label={t.shell.current} /> : null}
          >
            {workspace.name}
            {!workspace.livemode && ` · ${t.shell.testShort}`}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to={paths.welcome} leftSection={<IconPlus size={16} aria-hidden />}>
          {t.shell.newWorkspace}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
