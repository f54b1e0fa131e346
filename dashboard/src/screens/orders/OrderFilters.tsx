import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { ORDER_STATUSES, type OrderFilter } from "../../api/orders";
import classes from "../../components/FilterBar.module.css";
import { AmountRange, DayRange } from "../../components/RangeFields";
import { Tabs } from "../../components/Tabs";
import { useText } from "../../i18n/language";

const TYPING_MS = 300;

interface Props {
  filter: OrderFilter;
  set: (changes: Record<string, string>) => void;
}

/** Day and amount are folded away until they are asked for, or in use. */
export function OrderFilters({ filter, set }: Props) {
  const { t } = useText();
  const inUse = filter.from !== "" || filter.to !== "" || filter.min !== null || filter.max !== null;
  const [opened, setOpened] = useState(inUse);
  const choices = [["", t.common.all] as const, ...ORDER_STATUSES.map((it) => [it, t.orders.statuses[it]] as const)];
  return (
    <>
      <Tabs
        label={t.orders.status}
        choices={choices}
        value={filter.status ?? ""}
        onChange={(status) => set({ status })}
        aside={
          <Button variant="subtle" size="compact-sm" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {t.common.narrow}
          </Button>
        }
      />
      <search className={classes.bar}>
        <NumberSearch value={filter.number} set={(number) => set({ number })} />
        {opened && (
          <>
            <DayRange label={t.orders.placedOn} from={filter.from} to={filter.to} set={set} />
            <AmountRange min={filter.min} max={filter.max} set={set} />
          </>
        )}
      </search>
    </>
  );
}

/** Searches a moment after the last key, and at once on Enter. */
function NumberSearch({ value, set }: { value: string; set: (number: string) => void }) {
  const { t } = useText();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const later = useDebouncedCallback(set, TYPING_MS);
  return (
    <TextInput
      type="search"
      size="sm"
      className={classes.grow ?? ""}
      label={t.orders.number}
      placeholder={t.orders.searchNumber}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={100}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") set(event.currentTarget.value.trim());
      }}
    />
  );
}
