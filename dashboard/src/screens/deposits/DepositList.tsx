import type { KeyboardEvent } from "react";
import { Link, useSearchParams } from "react-router";
import { useAccounts } from "../../api/accounts";
import type { Deposit } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { DepositTag } from "../../components/DepositTag";
import { Money } from "../../components/Money";
import { wordOf } from "../../components/Story";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";

interface Props {
  deposits: Deposit[];
  chosen: number | null;
  choose: (deposit: number) => void;
}

/** Arrow keys go from row to row while the focus is in the list, and choose as they go. */
export function DepositList({ deposits, chosen, choose }: Props) {
  const { t } = useText();
  const { id } = useHere();
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
              <Money amount={deposit.amount} />
            </span>
            <span className={beside.sub}>
              <When at={deposit.deposited_at} />
              {account !== undefined && ` · ${account.bank_name}`}
            </span>
            <DepositTag deposit={deposit} />
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
