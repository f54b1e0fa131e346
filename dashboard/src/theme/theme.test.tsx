import { Drawer, MantineProvider, Modal, Notification, PasswordInput } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language";
import { theme } from "./theme";

afterEach(() => setLanguage("ko"));

test.each([
  ["ko", "닫기"],
  ["en", "Close"],
] as const)(
  "the crosses of dialogs, panels and toasts have a name in the page's language: %s",
  async (language, name) => {
    await setLanguage(language);
    const close = () => undefined;
    render(
      <MantineProvider theme={theme} env="test">
        <Modal opened onClose={close} title="dialog" />
        <Drawer opened onClose={close} title="panel" />
        <Notification onClose={close} />
      </MantineProvider>,
    );
    expect(screen.getAllByRole("button", { name, hidden: true })).toHaveLength(3);
  },
);

test("the eye of a password has a name in the page's language", () => {
  render(
    <MantineProvider theme={theme} env="test">
      <PasswordInput label="password" />
    </MantineProvider>,
  );
  expect(screen.getAllByRole("button", { name: "비밀번호 보기" })).toHaveLength(1);
});
