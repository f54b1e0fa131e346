import { ORDER_STATUSES, type OrderFilter } from "../../api/orders";
import { AmountRange } from "../../components/AmountRange";
import { DayRange } from "../../components/DayRange";
import { FilterBar } from "../../components/FilterBar";
import { SearchField } from "../../components/SearchField";
import { useText } from "../../i18n/language";

interface Props {
  filter: OrderFilter;
  set: (changes: Record<string, string>) => void;
}

/** Day and amount are folded away until they are asked for, or in use. */
export function OrderFilters({ filter, set }: Props) {
  const { t } = useText();
  const inUse = filter.from !== "" || filter.to !== "" || filter.min !== null || filter.max !== null;
  const choices = [["", t.common.all] as const, ...ORDER_STATUSES.map((it) => [it, t.orders.statuses[it]] as const)];
  const number = (
    <SearchField
      label={t.orders.number}
      placeholder={t.orders.searchNumber}
      value={filter.number}
      set={(number) => set({ number })}
    />
  );
  return (
    <FilterBar
      label={t.orders.status}
      choices={choices}
      value={filter.status ?? ""}
      onChange={(status) => set({ status })}
      search={
        <SearchField
          label={t.orders.depositor}
          placeholder={t.common.searchName}
          value={filter.name}
          set={(name) => set({ name })}
        />
      }
      second={{ field: number, inUse: filter.number !== "" }}
      inUse={inUse}
    >
      <DayRange label={t.orders.placedOn} from={filter.from} to={filter.to} set={set} />
      <AmountRange min={filter.min} max={filter.max} set={set} />
    </FilterBar>
  );
}
