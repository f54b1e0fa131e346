import { NumberInput } from "@mantine/core";
import { useText } from "../i18n/language";
import classes from "./FilterBar.module.css";

interface AmountProps {
  min: number | null;
  max: number | null;
  set: (changes: { min?: string; max?: string }) => void;
}

/** Amounts between two, both included. */
export function AmountRange({ min, max, set }: AmountProps) {
  const { t } = useText();
  const label = t.orders.amount;
  const field = (name: "min" | "max", value: number | null, spoken: string, shown?: string) => (
    <NumberInput
      size="sm"
      {...(shown !== undefined && { label: shown })}
      aria-label={spoken}
      value={value ?? ""}
      onChange={(next) => set({ [name]: next === "" || next === 0 ? "" : String(next) })}
    />
  );
  return (
    <div className={classes.range}>
      {field("min", min, t.common.fromOf(label), label)}
      <span className={classes.between} aria-hidden>
        ~
      </span>
      {field("max", max, t.common.toOf(label))}
    </div>
  );
}
