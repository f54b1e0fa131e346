import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useText } from "../../i18n/language";
import { useHere } from "../workspace";
import classes from "./Shell.module.css";

const SendMessage = lazy(() => import("../../screens/test/SendMessage"));

/** Over every screen of a shop for trying: what it is, and a bank that writes. */
export function TestBand() {
  const { t } = useText();
  const { canWrite } = useHere();
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.test}>
      <p>{t.shell.test}</p>
      {canWrite && (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t.shell.sendTest}
        </Button>
      )}
      {open && (
        <Suspense>
          <SendMessage close={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
