import { useState } from "react";
import { useAccounts } from "../../api/accounts";
import type { Deposit } from "../../api/client";
import { type DepositFilter, depositPages, useDeposits } from "../../api/deposits";
import { every } from "../../api/pages";
import { useHere } from "../../app/workspace";
import { stateWords } from "../../components/DepositTag";
import ExportDialog from "../../components/ExportDialog";
import { knownRows } from "../../components/knownRows";
import { reasonWords, wordOf } from "../../components/Story";
import { amountsText } from "../../format/money";
import { sheetTime } from "../../format/time";
import type { Texts } from "../../i18n/ko";
import { useText } from "../../i18n/language";
import type { View } from "./filter";

const PAGE = 100;

interface Props {
  filter: DepositFilter;
  view: View;
  close: () => void;
}

function headOf({ deposits: d, senders, holds }: Texts): string[] {
  const what = [d.id, d.at, d.amount, d.name, d.account, d.state, d.hold, d.order, d.via];
  return [...what, senders.sender, senders.verdict, d.balance, d.message, holds.note];
}

/** Why a deposit is held or dismissed. */
function reasonsOf({ hold_reasons, dismiss_reason }: Deposit, t: Texts): string {
  const reasons = dismiss_reason == null ? hold_reasons : [...hold_reasons, dismiss_reason];
  return reasons.map((reason) => wordOf(reasonWords(t), reason)).join(", ");
}

/** The deposits of the list, in a file. */
export default function ExportDeposits({ filter: shown, view, close }: Props) {
  const { t, language } = useText();
  const { id } = useHere();
  const [days, setDays] = useState({ from: shown.from, to: shown.to });
  const filter = { ...shown, ...days };
  const accounts = useAccounts(id).data;
  const d = t.deposits;
  const states = stateWords(t);
  const accountOf = (account: number) => {
    const found = accounts?.find((each) => each.id === account);
    return found === undefined ? String(account) : `${found.bank_name} ${found.account_number}`;
  };
  return (
    <ExportDialog
      close={close}
      name={t.sections.deposits}
      conditions={[
        [d.views.label, d.views[view]],
        [d.name, filter.name],
        [d.account, filter.account && accountOf(filter.account)],
        [d.amount, amountsText(filter, language)],
      ]}
      dayLabel={d.on}
      days={days}
      setDays={setDays}
      known={knownRows(useDeposits(id, filter).data)}
      head={headOf(t)}
      pages={(signal) => every(depositPages(id, filter, PAGE), signal)}
      row={(deposit) => [
        deposit.id,
        sheetTime(deposit.deposited_at),
        deposit.amount,
        deposit.depositor_name,
        accountOf(deposit.bank_account_id),
        wordOf(states, deposit.state),
        reasonsOf(deposit, t),
        deposit.matched_order_id == null ? "" : t.orders.numbered(deposit.matched_order_id),
        wordOf(d.ways, deposit.via),
        deposit.sender,
        wordOf(t.senders.verdicts, deposit.sender_verdict),
        deposit.balance,
        deposit.raw_sms,
        deposit.note,
      ]}
    />
  );
}
