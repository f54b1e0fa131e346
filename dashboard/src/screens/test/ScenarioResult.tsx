import type { EndState } from "../../api/scenarios";
import { stateWords } from "../../components/DepositTag";
import table from "../../components/SmallTable.module.css";
import type { Texts } from "../../i18n/ko";
import { useText } from "../../i18n/language";
import type { ScenariosTexts } from "../../i18n/scenarios.ko";
import { wordOf } from "../../i18n/wordOf";
import { type Compared, compared } from "./compared";
import classes from "./Scenarios.module.css";
import { useScenarioWords } from "./words";

interface Props {
  id: string;
  expected: EndState;
  got: EndState;
}

/** What was expected beside what came out; where they differ it shows. */
export function ScenarioResult({ id, expected, got }: Props) {
  const { t } = useText();
  const words = useScenarioWords();
  return (
    <table className={`${table.table} ${classes.result}`}>
      <caption className="sr-only">{words.resultOf(id)}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.expected}</th>
          <th scope="col">{words.got}</th>
        </tr>
      </thead>
      <tbody>
        {compared(linesOf(expected, t, words), linesOf(got, t, words)).map((line) => (
          <Line key={line.what} line={line} none={words.none} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line, none }: { line: Compared; none: string }) {
  return (
    <tr>
      <th scope="row">{line.what}</th>
      <td>{line.expected ?? none}</td>
      <td data-differs={line.expected !== line.got}>{line.got ?? none}</td>
    </tr>
  );
}

/** Each thing that is there in the end, in the page's words. */
function linesOf(state: EndState, t: Texts, words: ScenariosTexts): [string, string][] {
  const order = ({ status, payment_state }: EndState["orders"][number]) =>
    [t.orders.statuses[status], ...(payment_state === "PARTIAL" ? [words.partial] : [])].join(" · ");
  const deposit = ({ state, hold_reasons }: EndState["deposits"][number]) =>
    [wordOf(stateWords(t), state), ...hold_reasons.map((reason) => wordOf(t.reasons, reason))].join(" · ");
  const proposals = state.proposals.map((kind) => wordOf(t.proposals.kinds, kind)).join(", ");
  return [
    ...state.orders.map((each, nth): [string, string] => [words.order(nth + 1), order(each)]),
    ...state.deposits.map((each, nth): [string, string] => [words.deposit(nth + 1), deposit(each)]),
    ...(proposals === "" ? [] : [[words.proposals, proposals] as [string, string]]),
    ...(state.unread_messages === 0 ? [] : [[words.unread, words.pieces(state.unread_messages)] as [string, string]]),
    [words.phone, state.phone === "ONLINE" ? t.phones.online : t.phones.silent],
  ];
}
