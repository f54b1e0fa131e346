import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  opened: boolean;
  close: () => void;
  title: ReactNode;
  children: ReactNode;
}

/** One thing of a list, beside it; on a phone over it. */
export function Panel({ opened, close, title, children }: Props) {
  return (
    <Drawer opened={opened} onClose={close} position="right" size={480} title={title}>
      {children}
    </Drawer>
  );
}
