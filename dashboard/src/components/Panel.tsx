import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { inDialog } from "./inDialog";

interface Props {
  opened: boolean;
  close: () => void;
  title: ReactNode;
  children: ReactNode;
}

/** One thing of a list, beside it; on a phone over it. */
export function Panel({ opened, close, title, children }: Props) {
  // Mantine hands Escape to all that is open; what a dialog over this panel takes is not for the panel.
  const closeOnTop = () => {
    if (!inDialog()) close();
  };
  return (
    <Drawer opened={opened} onClose={closeOnTop} position="right" size={480} title={title}>
      {children}
    </Drawer>
  );
}
