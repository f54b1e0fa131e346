import type { KeyboardEvent } from "react";
import { Link, useSearchParams } from "react-router";
import { useAccounts } from "../../api/accounts";
import type { Deposit } from "../../api/client";
import { refundOf } from "../../api/deposits";
import { suggested, useWork } from "../../api/proposals";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { DepositTag } from "../../components/DepositTag";
import { Money } from "../../components/Money";
import { Tag } from "../../components/Tag";
import { When } from "../../components/When";
import { sumOf, won } from "../../format/money";
import { type Text, useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";

/** What of a matched deposit pays no order, and what becomes of it. */
function Rest({ deposit, isRefund }: { deposit: Deposit; isRefund: boolean }) {
  const { t, language } = useText();
  if (isRefund) return <span className={beside.line}>{t.parts.partOf(won(deposit.amount, language))}</span>;
  if (deposit.rest_treatment == null) return null;
  const word = wordOf(t.parts.rests, deposit.rest_treatment);
  return (
    <span className={beside.rest}>
      <Tag tone={deposit.rest_treatment === "REFUND_DUE" ? "warn" : "plain"}>
        {t.parts.restOf(won(deposit.amount_rest, language), word)}
      </Tag>
    </span>
  );
}

/** What is to be sent back of deposits together. */
export function refundSums(deposits: readonly Deposit[], { t, language }: Text): string {
  return t.parts.refundSums(won(sumOf(deposits, refundOf), language));
}

/** What deposits come to together, and what of them pays no order. */
export function depositSums(deposits: readonly Deposit[], { t, language }: Text): string {
  const rest = sumOf(
    deposits.filter((deposit) => deposit.rest_treatment != null),
    (deposit) => deposit.amount_rest,
  );
  const amount = sumOf(deposits, (deposit) => deposit.amount);
  return t.parts.depositSums(won(amount, language), rest === 0 ? null : won(rest, language));
}

interface Props {
  deposits: Deposit[];
  chosen: number | null;
  choose: (deposit: number) => void;
  /** The list of what is to be sent back: that is the amount of its rows. */
  isRefunds: boolean;
}

/** Arrow keys go from row to row while the focus is in the list, and choose as they go. */
export function DepositList({ deposits, chosen, choose, isRefunds }: Props) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const isWaiting = deposits.some(({ state }) => state === "WAITING");
  const helped = suggested(useWork(id, canWrite && isWaiting).data?.items);
  const accounts = useAccounts(id);
  const [params] = useSearchParams();
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const links = [...event.currentTarget.querySelectorAll("a")];
    const place = links.findIndex((link) => link.contains(document.activeElement));
    const next = deposits[Math.max(0, Math.min(deposits.length - 1, place + step))];
    if (next === undefined) return;
    choose(next.id);
    links[deposits.indexOf(next)]?.focus();
  };
  return (
    <ul className={beside.list} aria-label={t.sections.deposits} onKeyDown={move}>
      {deposits.map((deposit) => {
        const account = accounts.data?.find((each) => each.id === deposit.bank_account_id);
        return (
          <li key={deposit.id} className={beside.row} data-chosen={deposit.id === chosen}>
            <Link
              to={{ pathname: paths.deposit(id, deposit.id), search: params.toString() }}
              className={beside.name}
              aria-current={deposit.id === chosen ? "true" : undefined}
              preventScrollReset
            >
              {deposit.depositor_name ?? t.deposits.noName}
            </Link>
            <span className={beside.amount}>
              <Money amount={isRefunds ? refundOf(deposit) : deposit.amount} />
            </span>
            <span className={beside.sub}>
              <When at={deposit.deposited_at} />
              {account !== undefined && ` · ${account.bank_name}`}
            </span>
            {deposit.state === "WAITING" && helped.has(deposit.id) ? (
              <span>
                <Tag tone="accent">{t.proposals.some}</Tag>
              </span>
            ) : (
              <DepositTag deposit={deposit} />
            )}
            <Rest deposit={deposit} isRefund={isRefunds} />
            {deposit.hold_reasons.length > 0 && (
              <span className={beside.line}>
                {deposit.hold_reasons.map((reason) => wordOf(t.reasons, reason)).join(" · ")}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
