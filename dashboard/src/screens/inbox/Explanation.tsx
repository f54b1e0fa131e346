import type { MessageStory } from "../../api/messages";
import beside from "../../components/Beside.module.css";
import { useText } from "../../i18n/language";
import classes from "./Inbox.module.css";

/** What keeps a message from being read, as a rule. */
const UNSURE: ReadonlySet<string> = new Set(["unknown_channel", "notice", "words", "unknown"]);

/** Every piece of the text, with what it was taken for: why a message waits. */
export function Explanation({ message }: { message: MessageStory }) {
  const { t } = useText();
  const { parts } = message.explanation;
  return (
    <section>
      <h3 className={beside.section}>{t.formats.why}</h3>
      <ol className={classes.parts}>
        {parts.map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
          <li key={place} data-unsure={UNSURE.has(part.is)}>
            <span>{part.text}</span>
            <span className="quiet">{t.formats.meanings[part.is]}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
