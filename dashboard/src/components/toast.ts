import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

const SHOWN_MS = 5_000;
/** A toast that offers to undo stays longer. */
const UNDO_MS = 12_000;

export const toast = {
  done(message: ReactNode): void {
    notifications.show({ message, color: "green", autoClose: SHOWN_MS });
  },
  failed(message: ReactNode): void {
    notifications.show({ message, color: "red", autoClose: UNDO_MS });
  },
  /** What was done, but wants a look. */
  warned(message: ReactNode): void {
    notifications.show({ message, color: "yellow", autoClose: UNDO_MS });
  },
  /** `id` lets the button in the message close it. */
  undoable(id: string, message: ReactNode): void {
    notifications.show({ id, message, color: "green", autoClose: UNDO_MS });
  },
  close(id: string): void {
    notifications.hide(id);
  },
};
