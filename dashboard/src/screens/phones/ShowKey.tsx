import { Button, Group, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { Copy } from "../../components/Copy";
import { QrCode } from "../../components/QrCode";
import { useText } from "../../i18n/language";
import { type Address, isLocalOnly } from "./connection";
import classes from "./Phones.module.css";

const APPS = ["incomingSms", "smsForwarder", "smsGateway", "macrodroid", "tasker", "shortcuts", "other"] as const;
type App = (typeof APPS)[number];

/** A phone's URL, this once: to scan or to copy, with what to type into which app. */
export function ShowKey({ address, next }: { address: Address; next: () => void }) {
  const { t } = useText();
  const { url, switched } = address;
  const [app, setApp] = useState<App>("incomingSms");
  return (
    <Stack>
      <p role="status" className={classes.text}>
        {t.phones.keyOnce}
      </p>
      {isLocalOnly(window.location.hostname) && <p className={classes.warn}>{t.phones.localOnly}</p>}
      <div className={classes.key}>
        <figure className={classes.scan}>
          <QrCode text={url} label={t.phones.qr} />
          <figcaption>{t.phones.scan}</figcaption>
        </figure>
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
      {app !== "shortcuts" && (
        <ul className={classes.steps}>
          {t.phones.care.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ul>
      )}
      <Group justify="flex-end">
        <Button onClick={next}>{t.phones.toTest}</Button>
      </Group>
    </Stack>
  );
}
