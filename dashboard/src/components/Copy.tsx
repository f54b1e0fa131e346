import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useRef } from "react";
import { useText } from "../i18n/language";
import classes from "./Copy.module.css";
import { useCopy } from "./useCopy";

/** A text that is there to be copied, with the button that does it. `label` names it for those who do not see it. */
export function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useText();
  const shown = useRef<HTMLElement>(null);
  const { copy, copied, refused } = useCopy(shown, text);
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
            onClick={copy}
            aria-label={copied ? t.common.copied : t.common.copyOf(label)}
          >
            {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          </ActionIcon>
        </Tooltip>
      </div>
      <p role="status" className={classes.byHand}>
        {refused && t.common.copyByHand}
      </p>
    </div>
  );
}
