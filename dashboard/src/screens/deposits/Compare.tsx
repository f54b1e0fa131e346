import { Stack } from "@mantine/core";
import type { Deposit } from "../../api/client";
import beside from "../../components/Beside.module.css";
import { Money } from "../../components/Money";
import table from "../../components/SmallTable.module.css";
import { type Language, won } from "../../format/money";
import type { Texts } from "../../i18n/ko";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Deposits.module.css";
import { HoldReasons } from "./HoldReasons";
import type { Choice } from "./matching";

/** That a deposit is less or more than its order. */
export function amountWarning(difference: number, t: Texts, language: Language): string {
  return (difference > 0 ? t.deposits.tooMuch : t.deposits.tooLittle)(won(Math.abs(difference), language));
}

/** A deposit beside the order that a person is about to give it to: why it is held, and what differs. */
export function Compare({ deposit, choice }: { deposit: Deposit; choice: Choice }) {
  const { t, language } = useText();
  const difference = deposit.amount - choice.amount;
  const names = choice.against.some((reason) => reason.startsWith("name_"));
  return (
    <Stack>
      {deposit.hold_reasons.length > 0 && (
        <div className={`${beside.hold} ${classes.question}`}>
          {deposit.hold_reasons.includes("sender_unlikely") && <p>{t.holds.unlikelyNote}</p>}
          <HoldReasons deposit={deposit} />
        </div>
      )}
      <table className={table.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t.deposits.deposit}</th>
            <th scope="col">{t.deposits.orderOf(choice.number)}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t.orders.amount}</th>
            <td>
              <Money amount={deposit.amount} />
            </td>
            <td data-differs={difference !== 0}>
              <Money amount={choice.amount} />
            </td>
          </tr>
          <tr>
            <th scope="row">{t.deposits.name}</th>
            <td>{deposit.depositor_name ?? t.deposits.noName}</td>
            <td data-differs={names}>{choice.name}</td>
          </tr>
        </tbody>
      </table>
      {(difference !== 0 || choice.against.length > 0) && (
        <ul className={classes.warnings}>
          {difference !== 0 && <li>{amountWarning(difference, t, language)}</li>}
          {choice.against
            .filter((reason) => reason !== "amount_differs")
            .map((reason) => (
              <li key={reason}>{wordOf(t.reasons, reason)}</li>
            ))}
        </ul>
      )}
      <p>{t.deposits.forceNote}</p>
    </Stack>
  );
}
