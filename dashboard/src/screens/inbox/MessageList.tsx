import { Link, useSearchParams } from "react-router";
import type { Message } from "../../api/messages";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Tag } from "../../components/Tag";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { gist } from "./gist";
import classes from "./Inbox.module.css";
import { isReversal } from "./reversals";

export function MessageList({ messages, chosen }: { messages: Message[]; chosen: string | null }) {
  const { t } = useText();
  const { id } = useHere();
  const [params] = useSearchParams();
  return (
    <ul className={beside.list} aria-label={t.sections.inbox}>
      {messages.map((message) => (
        <li key={message.id} className={beside.row} data-chosen={message.id === chosen}>
          <Link
            to={{ pathname: paths.message(id, message.id), search: params.toString() }}
            className={`${beside.name} ${classes.gist}`}
            aria-current={message.id === chosen ? "true" : undefined}
            preventScrollReset
          >
            {gist(message.raw_sms)}
          </Link>
          <MessageTag message={message} />
          <span className={beside.line}>
            <When at={message.received_at} />
            {message.sender != null && ` · ${message.sender}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What became of a message, or why it became nothing yet. */
export function MessageTag({ message }: { message: Message }) {
  const { t } = useText();
  const { resolved } = message;
  if (resolved != null) {
    return (
      <span>
        {resolved.dismissed ? (
          <Tag>{t.inbox.dismissed}</Tag>
        ) : (
          <Tag tone="good">{isReversal(message) ? t.reversal.tag : t.inbox.becameDeposit}</Tag>
        )}
      </span>
    );
  }
  return (
    <span>
      <Tag tone={message.status === "QUARANTINED" ? "warn" : "plain"}>{wordOf(t.inbox.why, message.why)}</Tag>
    </span>
  );
}
