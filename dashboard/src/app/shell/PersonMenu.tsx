import { Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconBell,
  IconDeviceDesktop,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconShieldLock,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { logOut } from "../../api/logOut";
import { useMe } from "../../api/people";
import { setLanguage, useText } from "../../i18n/language";
import classes from "./WorkspaceMenu.module.css";

const DIALOGS = {
  alerts: lazy(() => import("./AlertsDialog")),
  password: lazy(() => import("./PasswordDialog")),
  secondFactor: lazy(() => import("./SecondFactorDialog")),
};

const SCHEMES = [
  { scheme: "auto", icon: IconDeviceDesktop },
  { scheme: "light", icon: IconSun },
  { scheme: "dark", icon: IconMoon },
] as const;

/** The person: theme, language, alerts, password, second factor, log-out. */
export function PersonMenu({ small = false }: { small?: boolean }) {
  const { t, language } = useText();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [opened, setOpened] = useState<keyof typeof DIALOGS | null>(null);
  const Opened = opened && DIALOGS[opened];
  return (
    <>
      <Menu position={small ? "bottom-end" : "top-start"} width={240}>
        <Menu.Target>
          <button type="button" className={classes.button} {...(small && { "aria-label": t.shell.person })}>
            <IconUserCircle size={24} stroke={1.5} aria-hidden />
            {!small && <span className={classes.name}>{me.data?.name}</span>}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me.data?.email}</Menu.Label>
          {SCHEMES.map(({ scheme, icon: Icon }) => (
            <Menu.Item
              key={scheme}
              role="menuitemradio"
              aria-checked={colorScheme === scheme}
              leftSection={<Icon size={18} aria-hidden />}
              rightSection={colorScheme === scheme ? "✓" : null}
              onClick={() => setColorScheme(scheme)}
            >
              {t.shell.scheme[scheme]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            lang={language === "ko" ? "en" : "ko"}
            leftSection={<IconLanguage size={18} aria-hidden />}
            onClick={() => void setLanguage(language === "ko" ? "en" : "ko")}
          >
            {t.shell.otherLanguage}
          </Menu.Item>
          <Menu.Item leftSection={<IconBell size={18} aria-hidden />} onClick={() => setOpened("alerts")}>
            {t.shell.alerts}
          </Menu.Item>
          <Menu.Item leftSection={<IconLock size={18} aria-hidden />} onClick={() => setOpened("password")}>
            {t.password.title}
          </Menu.Item>
          <Menu.Item leftSection={<IconShieldLock size={18} aria-hidden />} onClick={() => setOpened("secondFactor")}>
            {t.secondFactor.title}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void logOut()}>
            {t.shell.logOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{Opened && <Opened close={() => setOpened(null)} />}</Suspense>
    </>
  );
}
