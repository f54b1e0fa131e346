import { ActionIcon, Tooltip } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useText } from "../i18n/language";
import classes from "./Copy.module.css";
import { copyFrom } from "./copyFrom";

const SHOWN_MS = 2_000;

/** A text that is there to be copied, with the button that does it. `label` names it for those who do not see it. */
export function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useText();
  const shown = useRef<HTMLElement>(null);
  const [done, setDone] = useState<"copied" | "refused" | null>(null);
  const forget = useTimeout(() => setDone(null), SHOWN_MS);
  const copied = done === "copied";
  const copy = async () => {
    if (shown.current === null) return;
    forget.clear();
    const went = await copyFrom(shown.current, text);
    setDone(went ? "copied" : "refused");
    if (went) forget.start();
  };
  return (
    <div>
      <div className={classes.copy}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
        <section ref={shown} className={classes.text} tabIndex={0} aria-label={label}>
          {text}
        </section>
        <Tooltip label={copied ? t.common.copied : t.common.copy}>
          <ActionIcon
            variant="default"
            size="lg"
            onClick={() => void copy()}
            aria-label={copied ? t.common.copied : t.common.copyOf(label)}
          >
            {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          </ActionIcon>
        </Tooltip>
      </div>
      <p role="status" className={classes.byHand}>
        {done === "refused" && t.common.copyByHand}
      </p>
    </div>
  );
}
