import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiError } from "../api/problem";
import { useText } from "../i18n/language";
import { problemText } from "../i18n/problems";
import classes from "./Trouble.module.css";

interface Props {
  error: unknown;
  /** Shown as a button when the same call may succeed a moment later, or always when `always`. */
  retry?: () => void;
}

/** What went wrong, what to do, and a way to try again. */
export function Trouble({ error, retry }: Props) {
  const text = useText();
  const id = error instanceof ApiError ? error.requestId : null;
  return (
    <div role="alert" className={classes.trouble}>
      <IconAlertTriangle size={20} aria-hidden />
      <div className={classes.words}>
        <p className={classes.text}>{problemText(error, text)}</p>
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
