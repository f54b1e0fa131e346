import { useState } from "react";
import { accountName, useAccounts } from "../../api/accounts";
import { type DepositFilter, useDeposits } from "../../api/deposits";
import { saveDeposits } from "../../api/files";
import { useHere } from "../../app/workspace";
import ExportDialog from "../../components/ExportDialog";
import { knownRows } from "../../components/knownRows";
import { amountsText } from "../../format/money";
import { useText } from "../../i18n/language";
import { isView, stateOf, VIEWS, type View } from "./filter";

interface Props {
  filter: DepositFilter;
  view: View;
  close: () => void;
}

/** The deposits of the list, in a file. */
export default function ExportDeposits({ filter: shown, view: seen, close }: Props) {
  const { t, language } = useText();
  const { id } = useHere();
  const [days, setDays] = useState({ from: shown.from, to: shown.to });
  const [view, setView] = useState(seen);
  const filter = { ...shown, ...days, state: stateOf(view) };
  const accounts = useAccounts(id).data;
  const d = t.deposits;
  return (
    <ExportDialog
      close={close}
      name={t.sections.deposits}
      view={{
        label: d.views.label,
        choices: VIEWS.map((it) => [it, d.views[it]] as const),
        value: view,
        onChange: (next) => isView(next) && setView(next),
      }}
      conditions={[
        [d.name, filter.name],
        [d.account, filter.account && accountName(accounts, filter.account)],
        [d.amount, amountsText(filter, language)],
      ]}
      dayLabel={d.on}
      days={days}
      setDays={setDays}
      known={knownRows(useDeposits(id, filter).data)}
      download={(kind, signal) => saveDeposits(id, filter, kind, language, signal)}
    />
  );
}
