import { Select } from "@mantine/core";
import { useAccounts } from "../../api/accounts";
import type { DepositFilter } from "../../api/deposits";
import { useHere } from "../../app/workspace";
import { AmountRange } from "../../components/AmountRange";
import { DayRange } from "../../components/DayRange";
import { FilterBar } from "../../components/FilterBar";
import classes from "../../components/FilterBar.module.css";
import { SearchField } from "../../components/SearchField";
import { useText } from "../../i18n/language";
import { isNarrowed, VIEWS, type View, viewChange } from "./filter";

interface Props {
  filter: DepositFilter;
  view: View;
  set: (changes: Record<string, string>) => void;
}

/** The views and a name; what else narrows them is folded away until it is asked for. */
export function DepositFilters({ filter, view, set }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const accounts = useAccounts(id);
  return (
    <FilterBar
      label={t.deposits.views.label}
      choices={VIEWS.map((it) => [it, t.deposits.views[it]] as const)}
      value={view}
      onChange={(next) => set(viewChange(next))}
      search={
        <SearchField
          label={t.deposits.name}
          placeholder={t.common.searchName}
          value={filter.name}
          set={(name) => set({ name })}
        />
      }
      inUse={isNarrowed({ ...filter, name: "" })}
    >
      <Select
        size="sm"
        className={classes.grow ?? ""}
        label={t.deposits.account}
        placeholder={t.common.all}
        clearable
        data={(accounts.data ?? []).map((account) => ({
          value: String(account.id),
          label: `${account.bank_name} ${account.account_number}`,
        }))}
        value={filter.account === null ? null : String(filter.account)}
        onChange={(account) => set({ account: account ?? "" })}
      />
      <DayRange label={t.deposits.at} from={filter.from} to={filter.to} set={set} />
      <AmountRange min={filter.min} max={filter.max} set={set} />
    </FilterBar>
  );
}
