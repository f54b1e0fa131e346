import { count } from "../../format/money";
import classes from "./Shell.module.css";

/** How much waits behind a link. */
export interface Waits {
  count: number;
  /** There is more than was counted. */
  capped: boolean;
}

/** The number as it is written: `50+` where there is more. */
export function waitsText(waits: Waits): string {
  return `${count(waits.count)}${waits.capped ? "+" : ""}`;
}

interface Props {
  /** Known a moment after the page. */
  waits: Waits | undefined;
  /** The same for those who do not see the number. */
  spoken: (count: string) => string;
}

/** The number beside a link, when anything waits. */
export function Badge({ waits, spoken }: Props) {
  if (waits === undefined || waits.count === 0) return null;
  return (
    <span className={classes.count}>
      <span aria-hidden>{waitsText(waits)}</span>
      <span className="sr-only">{spoken(waitsText(waits))}</span>
    </span>
  );
}
