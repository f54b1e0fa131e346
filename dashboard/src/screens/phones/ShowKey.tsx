import { Anchor, Button, Group, Radio, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { Copy } from "../../components/Copy";
import { QrCode } from "../../components/QrCode";
import { appsEn } from "../../i18n/apps.en";
import { type AppsTexts, appsKo } from "../../i18n/apps.ko";
import { useText } from "../../i18n/language";
import { APPS_OF, type App, PLATFORMS, type Platform, SOURCES } from "./apps";
import { type Address, isLocalOnly } from "./connection";
import { ImportFile } from "./ImportFile";
import classes from "./Phones.module.css";

/** A phone's URL, this once: the app to install, the address to scan or to copy, and what to type where. */
export function ShowKey({ address, next }: { address: Address; next: () => void }) {
  const { t, language } = useText();
  const words = language === "en" ? appsEn : appsKo;
  const { url, switched } = address;
  const [platform, setPlatform] = useState<Platform>("android");
  const [chosen, setChosen] = useState<App | null>(null);
  const app = chosen ?? APPS_OF[platform][0];
  return (
    <Stack>
      <p role="status" className={classes.text}>
        {t.phones.keyOnce}
      </p>
      {isLocalOnly(window.location.hostname) && <p className="lp-warn">{t.phones.localOnly}</p>}
      <h3 className={classes.part}>{words.install}</h3>
      <Radio.Group
        label={words.platform}
        value={platform}
        onChange={(value) => {
          setPlatform(PLATFORMS.find((each) => each === value) ?? "android");
          setChosen(null);
        }}
      >
        <Group mt="xs" gap="lg">
          {PLATFORMS.map((each) => (
            <Radio key={each} value={each} label={words.platforms[each]} />
          ))}
        </Group>
      </Radio.Group>
      <Chosen platform={platform} app={app} setApp={setChosen} words={words} />
      <h3 className={classes.part}>{words.address}</h3>
      <div className={classes.key}>
        <figure className={classes.scan}>
          <QrCode text={url} label={t.phones.qr} />
          <figcaption>{t.phones.scan}</figcaption>
        </figure>
        <div className={classes.url}>
          <Copy text={url} label={t.phones.url} />
        </div>
      </div>
      {switched && <p className="lp-warn">{t.phones.switched}</p>}
      <h3 className={classes.part}>{words.steps}</h3>
      {app === "smsForwarder" && <ImportFile url={url} words={words.file} />}
      <Steps app={app} words={words} />
      <Group justify="flex-end">
        <Button onClick={next}>{t.phones.toTest}</Button>
      </Group>
    </Stack>
  );
}

interface ChosenProps {
  platform: Platform;
  app: App;
  setApp: (app: App) => void;
  words: AppsTexts;
}

/** The recommended app, or another one, and where it is installed from. */
function Chosen({ platform, app, setApp, words }: ChosenProps) {
  const [first, ...others] = APPS_OF[platform];
  const { page } = SOURCES[app];
  const { name, why } = words.apps[app];
  return (
    <>
      <Select
        label={words.app}
        description={why}
        inputWrapperOrder={["label", "input", "description"]}
        allowDeselect={false}
        data={[
          { value: first, label: `${words.recommended} · ${words.apps[first].name}` },
          ...others.map((each) => ({ value: each, label: words.apps[each].name })),
        ]}
        value={app}
        onChange={(value) => setApp(APPS_OF[platform].find((each) => each === value) ?? first)}
      />
      {page !== null && (
        <div className={classes.key}>
          <figure className={classes.scan}>
            <QrCode text={page} label={words.pageQr(name)} />
            <figcaption>{words.scanApp}</figcaption>
          </figure>
          <p className={classes.url}>
            <Anchor className={classes.page} href={page} target="_blank" rel="noreferrer">
              {words.page(name)}
            </Anchor>
            <br />
            <span className="quiet">{page.replace("https://", "")}</span>
          </p>
        </div>
      )}
    </>
  );
}

function Steps({ app, words }: { app: App; words: AppsTexts }) {
  const { read } = SOURCES[app];
  return (
    <>
      <ol className={classes.steps}>
        {words.apps[app].steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {app !== "other" && <p className="quiet">{read === null ? words.unread : words.labels(read)}</p>}
      <ul className={classes.steps}>
        <li>{words.bank}</li>
        {app !== "shortcuts" && words.care.map((word) => <li key={word}>{word}</li>)}
      </ul>
    </>
  );
}
