import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useRef } from "react";
import { useCopy } from "../../components/useCopy";
import { useText } from "../../i18n/language";
import classes from "./Search.module.css";
import { useWords } from "./words";

/** Copies the sentence of a row for the chat with its customer. */
export function CopySentence({ line, sentence, isActive }: { line: string; sentence: string; isActive: boolean }) {
  const { t } = useText();
  const words = useWords();
  const shown = useRef<HTMLSpanElement>(null);
  const { copy, copied, refused } = useCopy(shown, sentence);
  const tip = copied ? t.common.copied : refused ? t.common.copyByHand : words.copyShort;
  return (
    <td className={classes.copy}>
      <span ref={shown} aria-hidden className="sr-only">
        {sentence}
      </span>
      <Tooltip label={tip}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          tabIndex={isActive ? 0 : -1}
          onClick={copy}
          aria-label={words.copy(line)}
        >
          {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <span role="status" className="sr-only">
        {(copied || refused) && tip}
      </span>
    </td>
  );
}
