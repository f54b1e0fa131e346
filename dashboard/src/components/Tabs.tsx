import classes from "./FilterBar.module.css";

export interface Views {
  label: string;
  /** The first word is the value, the second what is shown. */
  choices: readonly (readonly [string, string])[];
  value: string;
  onChange: (value: string) => void;
}

/** One of several views of a list. */
export function Tabs({ label, choices, value, onChange }: Views) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere
    <div role="group" aria-label={label} className={classes.tabs}>
      {choices.map(([choice, word]) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === value}
          className={classes.tab}
          onClick={() => onChange(choice)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
