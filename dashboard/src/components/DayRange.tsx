import { TextInput } from "@mantine/core";
import { type Days, daysOf, PERIODS, type Period } from "../format/periods";
import { dayOf } from "../format/time";
import { useText } from "../i18n/language";
import classes from "./FilterBar.module.css";
import { useNow } from "./When";

interface Props extends Days {
  label: string;
  set: (changes: Partial<Days>) => void;
}

function sameDays(one: Days, other: Days): boolean {
  return one.from === other.from && one.to === other.to;
}

/** From one KST day to another, both included. The spans that shops ask for are one press; a second takes it back. */
export function DayRange({ label, from, to, set }: Props) {
  const { t } = useText();
  const today = dayOf(useNow());
  // On a Monday today is the whole week, on the first the whole month: both are marked, and each takes it back.
  const isOn = (period: Period) => sameDays(daysOf(period, today), { from, to });
  return (
    <div className={classes.days}>
      <div className={classes.range}>
        <TextInput
          type="date"
          size="sm"
          label={label}
          aria-label={t.common.fromOf(label)}
          value={from}
          max={to || undefined}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <span className={classes.between} aria-hidden>
          ~
        </span>
        <TextInput
          type="date"
          size="sm"
          aria-label={t.common.toOf(label)}
          value={to}
          min={from || undefined}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend of its own in this row */}
      <div role="group" aria-label={label} className={classes.periods}>
        {PERIODS.map((period) => (
          <button
            key={period}
            type="button"
            aria-pressed={isOn(period)}
            className={classes.period}
            onClick={() => set(isOn(period) ? { from: "", to: "" } : daysOf(period, today))}
          >
            {t.common.periods[period]}
          </button>
        ))}
      </div>
    </div>
  );
}
