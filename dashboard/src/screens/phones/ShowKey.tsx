import { Button, Group, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { Copy } from "../../components/Copy";
import { useText } from "../../i18n/language";
import classes from "./Phones.module.css";
import { QrCode } from "./QrCode";

const APPS = ["incomingSms", "smsForwarder", "macrodroid", "tasker", "other"] as const;
type App = (typeof APPS)[number];

/** A phone's URL, this once: to scan or to copy, with what to type into which app. */
export function ShowKey({ url, switched, next }: { url: string; switched: boolean; next: () => void }) {
  const { t } = useText();
  const [app, setApp] = useState<App>("incomingSms");
  return (
    <Stack>
      <p role="status" className={classes.text}>
        {t.phones.keyOnce}
      </p>
      <div className={classes.key}>
        <QrCode text={url} label={t.phones.qr} />
        <div className={classes.url}>
          <Copy text={url} label={t.phones.url} />
        </div>
      </div>
      {switched && <p className={classes.warn}>{t.phones.switched}</p>}
      <Select
        label={t.phones.app}
        allowDeselect={false}
        data={APPS.map((each) => ({ value: each, label: t.phones.apps[each].name }))}
        value={app}
        onChange={(chosen) => setApp(APPS.find((each) => each === chosen) ?? "other")}
      />
      <ol className={classes.steps}>
        {t.phones.apps[app].steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Group justify="flex-end">
        <Button onClick={next}>{t.phones.toTest}</Button>
      </Group>
    </Stack>
  );
}
