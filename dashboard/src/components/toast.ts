import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { textNow } from "../i18n/language";

const SHOWN_MS = 5_000;
/** A toast that offers to undo stays longer. */
const UNDO_MS = 12_000;

const closable = () => ({ closeButtonProps: { "aria-label": textNow().t.common.close } });

export const toast = {
  done(message: ReactNode): void {
    notifications.show({ message, color: "green", autoClose: SHOWN_MS, ...closable() });
  },
  failed(message: ReactNode): void {
    notifications.show({ message, color: "red", autoClose: UNDO_MS, ...closable() });
  },
  /** What was done, but wants a look. */
  warned(message: ReactNode): void {
    notifications.show({ message, color: "yellow", autoClose: UNDO_MS, ...closable() });
  },
  /** `id` lets the button in the message close it. */
  undoable(id: string, message: ReactNode): void {
    notifications.show({ id, message, color: "green", autoClose: UNDO_MS, ...closable() });
  },
  close(id: string): void {
    notifications.hide(id);
  },
};
