import type { Phone } from "../../api/phones";
import { Tag } from "../../components/Tag";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Phones.module.css";

type Arrival = Phone["last_arrivals"][number];

/** What came last from a phone, newest first, each with what is to be mended. */
export function Arrivals({ phone, name }: { phone: Phone; name: string }) {
  const { t } = useText();
  if (phone.last_arrivals.length === 0) return null;
  return (
    <ul className={classes.arrivals} aria-label={t.arrivals.title(name)}>
      {phone.last_arrivals.map((arrival) => (
        <li key={`${arrival.at}-${arrival.kind}`}>
          <p className="quiet">
            <When at={arrival.at} /> · {wordOf(t.arrivals.kinds, arrival.kind)}{" "}
            {arrival.problems.length === 0 && arrival.kind !== "PING" && <Tag tone="good">{t.arrivals.fine}</Tag>}
          </p>
          <Problems arrival={arrival} />
        </li>
      ))}
    </ul>
  );
}

/** The server's Korean sentence, or this page's English one. */
export function Problems({ arrival }: { arrival: Arrival }) {
  const { t, language } = useText();
  return arrival.problems.map((problem) => (
    <p key={problem.code} className={classes.problem}>
      {language === "ko" ? problem.detail : wordOf(t.arrivals.problems, problem.code)}
    </p>
  ));
}
