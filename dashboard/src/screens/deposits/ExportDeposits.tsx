import { useAccounts } from "../../api/accounts";
import { type DepositFilter, depositPages } from "../../api/deposits";
import { every } from "../../api/pages";
import { useHere } from "../../app/workspace";
import { ExportButton } from "../../components/ExportButton";
import { useText } from "../../i18n/language";

const PAGE = 100;

export function ExportDeposits({ filter }: { filter: DepositFilter }) {
  const { t } = useText();
  const { id } = useHere();
  const accounts = new Map(useAccounts(id).data?.map((account) => [account.id, account]));
  const pages = (signal: AbortSignal) => every(depositPages(id, filter, PAGE), signal);
  const d = t.deposits;
  return (
    <ExportButton
      name={t.sections.deposits}
      head={[d.id, d.at, d.amount, d.name, d.account, d.state, d.hold, d.order, d.via, d.balance, d.message]}
      pages={pages}
      row={(deposit) => {
        const account = accounts.get(deposit.bank_account_id);
        return [
          deposit.id,
          deposit.deposited_at,
          deposit.amount,
          deposit.depositor_name,
          account === undefined ? deposit.bank_account_id : `${account.bank_name} ${account.account_number}`,
          deposit.state,
          deposit.hold_reason,
          deposit.matched_order_id,
          deposit.via,
          deposit.balance,
          deposit.raw_sms,
        ];
      }}
    />
  );
}
