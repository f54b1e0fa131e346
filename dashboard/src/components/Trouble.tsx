import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { ApiError } from "../api/problem";
import { useText } from "../i18n/language";
import { problemText } from "../i18n/problems";
import { bringToSight } from "./sight";
import classes from "./Trouble.module.css";

interface Props {
  error: unknown;
  /** Instead of the words of the error's code. */
  words?: string;
  /** Reads again. Absent where a press failed: that is pressed again. */
  retry?: () => void;
}

/** What went wrong and what to do. A failed press is brought to sight; what could not be read can be read again. */
export function Trouble({ error, words, retry }: Props) {
  const text = useText();
  const id = error instanceof ApiError ? error.requestId : null;
  const box = useRef<HTMLDivElement>(null);
  const isOfPress = retry === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next error is to be seen as well
  useEffect(() => {
    if (isOfPress) bringToSight(box.current);
  }, [error, isOfPress]);
  return (
    <div ref={box} role="alert" tabIndex={-1} className={classes.trouble}>
      <IconAlertTriangle size={20} aria-hidden />
      <div className={classes.words}>
        <p className={classes.text}>{words ?? problemText(error, text)}</p>
        {id !== null && <p className={classes.id}>{text.t.problem.requestId(id)}</p>}
      </div>
      {retry !== undefined && (
        <Button size="xs" variant="default" onClick={retry}>
          {text.t.common.retry}
        </Button>
      )}
    </div>
  );
}
