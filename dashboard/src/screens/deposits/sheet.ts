/** What a spreadsheet shows of a deposit, and the deposits of one day as a file. */
import type { Account, Deposit } from "../../api/client";
import { depositPages, NO_DEPOSIT_FILTER } from "../../api/deposits";
import { every, PAGE_MAX } from "../../api/pages";
import { type Cell, exportCsv } from "../../components/csv";
import { stateWords } from "../../components/DepositTag";
import { reasonWords, wordOf } from "../../components/Story";
import { sheetTime } from "../../format/time";
import type { Texts } from "../../i18n/ko";

interface Sheet {
  head: string[];
  row: (deposit: Deposit) => Cell[];
}

/** Why a deposit is held or dismissed. */
function reasonsOf({ hold_reasons, dismiss_reason }: Deposit, t: Texts): string {
  const reasons = dismiss_reason == null ? hold_reasons : [...hold_reasons, dismiss_reason];
  return reasons.map((reason) => wordOf(reasonWords(t), reason)).join(", ");
}

export function accountName(accounts: readonly Account[] | undefined, id: number): string {
  const found = accounts?.find((each) => each.id === id);
  return found === undefined ? String(id) : `${found.bank_name} ${found.account_number}`;
}

export function depositSheet(t: Texts, accounts: readonly Account[] | undefined): Sheet {
  const { deposits: d, senders, holds } = t;
  const what = [d.id, d.at, d.amount, d.name, d.account, d.state, d.hold, d.order, d.via];
  return {
    head: [...what, senders.sender, senders.verdict, d.balance, d.message, holds.note],
    row: (deposit) => [
      deposit.id,
      sheetTime(deposit.deposited_at),
      deposit.amount,
      deposit.depositor_name,
      accountName(accounts, deposit.bank_account_id),
      wordOf(stateWords(t), deposit.state),
      reasonsOf(deposit, t),
      deposit.matched_order_id == null ? "" : t.orders.numbered(deposit.matched_order_id),
      wordOf(d.ways, deposit.via),
      deposit.sender,
      wordOf(senders.verdicts, deposit.sender_verdict),
      deposit.balance,
      deposit.raw_sms,
      deposit.note,
    ],
  };
}

/** Answers how many there were; without any there is no file. */
export function downloadDay(ws: number, day: string, t: Texts, accounts: readonly Account[]): Promise<number> {
  const filter = { ...NO_DEPOSIT_FILTER, from: day, to: day };
  return exportCsv({
    ...depositSheet(t, accounts),
    file: t.csv.file(t.sections.deposits, day, day, day),
    pages: every(depositPages(ws, filter, PAGE_MAX)),
  });
}
