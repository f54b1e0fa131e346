import { createTheme, type MantineThemeComponents } from "@mantine/core";
import { textNow } from "../i18n/language";

/**
 * A list of choices takes no room in the page: below the end of a phone's screen it would widen the page for the moment
 * in which it is placed, and so never find its place.
 */
const FIXED = { floatingStrategy: "fixed" } as const;

/**
 * What lies over what: a panel beside a list is a screen of its own on a phone, so toasts lie over it, but never over a
 * dialog.
 */
const PANEL_LAYER = 180;
export const TOAST_LAYER = 190;
const DIALOG_LAYER = 200;

/** The head of a dialog over a panel would be a second banner of the page. */
const NO_BANNER = { header: { role: "presentation" } };

/** What a person can close has a cross with a name, in the language of the moment. */
const closable = (props: object) => () => ({
  ...props,
  closeButtonProps: { "aria-label": textNow().t.common.close },
});

/** Won, days, hours: all numbers of the page are whole, and none is negative. */
const WHOLE = {
  size: "md",
  hideControls: true,
  thousandSeparator: ",",
  allowNegative: false,
  allowDecimal: false,
  inputMode: "numeric",
} as const;

/** By name, not by `Modal.extend`: that would load the components before any screen asks for them. */
const COMPONENTS: MantineThemeComponents = {
  Modal: {
    defaultProps: closable({ zIndex: DIALOG_LAYER, lockScroll: false, centered: true, attributes: NO_BANNER }),
  },
  Drawer: { defaultProps: closable({ zIndex: PANEL_LAYER, lockScroll: false, attributes: NO_BANNER }) },
  Notification: { defaultProps: closable({}) },
  TextInput: { defaultProps: { size: "md" } },
  PasswordInput: {
    defaultProps: () => ({
      size: "md",
      visibilityToggleButtonProps: { "aria-label": textNow().t.entry.showPassword },
    }),
  },
  NumberInput: { defaultProps: WHOLE },
  Select: { defaultProps: { size: "md", comboboxProps: FIXED } },
  Textarea: { defaultProps: { size: "md" } },
};

/**
 * Colours and type stand in theme.css: what is set here Mantine would put into a <style> element, which the page's
 * policy refuses. For the same reason dialogs do not lock scrolling.
 */
export const theme = createTheme({
  primaryColor: "indigo",
  components: COMPONENTS,
});
