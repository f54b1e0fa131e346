import { Button, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { save } from "../../components/save";
import type { AppsTexts } from "../../i18n/apps.ko";
import classes from "./Phones.module.css";
import { FILE, importFile, numbersOf } from "./smsForwarder";

/** A file with the address in it, which the app reads instead of being set up by hand. */
export function ImportFile({ url, words }: { url: string; words: AppsTexts["file"] }) {
  const [typed, setTyped] = useState("");
  const numbers = numbersOf(typed);
  const download = () => save(new Blob([importFile(url, numbers, new Date())], { type: "application/json" }), FILE);
  return (
    <>
      <TextInput
        label={words.numbers}
        description={words.numbersNote}
        placeholder="15881234"
        inputMode="tel"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        disabled={numbers.length === 0}
        onClick={download}
      >
        {words.download(FILE)}
      </Button>
      <p className="lp-warn">{words.heed}</p>
      <ol className={classes.steps}>
        {words.steps(FILE).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{words.byHand}</p>
    </>
  );
}
