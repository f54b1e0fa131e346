import { Button, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useText } from "../../i18n/language";
import { useHere } from "../workspace";
import classes from "./Shell.module.css";

const SendMessage = lazy(() => import("../../screens/test/SendMessage"));
const Scenarios = lazy(() => import("../../screens/test/Scenarios"));

/** Over every screen of a shop for trying: what it is, a bank that writes, and all that can happen to money. */
export function TestBand() {
  const { t } = useText();
  const { canWrite } = useHere();
  const [open, setOpen] = useState<"message" | "scenarios" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className={classes.test}>
      <p>{t.shell.test}</p>
      {canWrite && (
        <Group gap="xs">
          <Button variant="default" onClick={() => setOpen("message")}>
            {t.shell.sendTest}
          </Button>
          <Button variant="default" onClick={() => setOpen("scenarios")}>
            {t.shell.scenarios}
          </Button>
        </Group>
      )}
      <Suspense>
        {open === "message" && <SendMessage close={close} />}
        {open === "scenarios" && <Scenarios close={close} />}
      </Suspense>
    </div>
  );
}
