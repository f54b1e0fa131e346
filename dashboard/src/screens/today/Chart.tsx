import type { DaySum } from "../../api/sums";
import { count, shortWon, won } from "../../format/money";
import { longDay } from "../../format/time";
import { useText } from "../../i18n/language";
import classes from "./Chart.module.css";

const WIDTH = 420;
const HEIGHT = 220;
const TOP = 26;
const FLOOR = 186;
/** Where the bars begin; the axis' figures stand left of it. */
const LEFT = 58;
/** Room for half a date behind the last bar. */
const RIGHT = 12;

/** A round figure at or above `most`: 1, 2 or 5 with zeros. */
export function roundUp(most: number): number {
  if (most <= 0) return 10_000;
  const step = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((times) => times * step).find((round) => round >= most) ?? most;
}

/**
 * Matched amounts as bars, with the count of unmatched deposits above them. Drawn by hand: a chart library would weigh
 * more than the rest of the page. The table says the same to those who do not see the bars.
 */
export function Chart({ days }: { days: DaySum[] | undefined }) {
  const { t, language } = useText();
  const shown = days ?? [];
  const top = roundUp(Math.max(0, ...shown.map((day) => day.matched.amount)));
  const width = (WIDTH - LEFT - RIGHT) / Math.max(1, shown.length);
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.svg} aria-hidden="true">
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line x1={LEFT} x2={WIDTH} y1={at(part)} y2={at(part)} className={classes.grid} />
            <text x={LEFT - 8} y={at(part) + 4} textAnchor="end" className={classes.label}>
              {shortWon(top * part, language)}
            </text>
          </g>
        ))}
        {shown.map((day, place) => (
          <Bar
            key={day.day}
            day={day}
            x={LEFT + place * width}
            width={width}
            top={top}
            last={shown.length - 1 - place}
          />
        ))}
      </svg>
      <figcaption className={classes.legend}>
        <span className={classes.matched}>{t.today.matchedAmount}</span>
        <span className={classes.unmatched}>{t.today.unmatchedCount}</span>
      </figcaption>
      <div className="sr-only">
        <table>
          <caption>{t.today.chart(shown.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{t.today.day}</th>
              <th scope="col">{t.today.matchedAmount}</th>
              <th scope="col">{t.today.unmatchedCount}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((day) => (
              <tr key={day.day}>
                <th scope="row">{longDay(day.day, language)}</th>
                <td>{won(day.matched.amount, language)}</td>
                <td>{count(day.unmatched.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function at(part: number): number {
  return FLOOR - (FLOOR - TOP) * part;
}

interface BarProps {
  day: DaySum;
  x: number;
  width: number;
  top: number;
  /** How many days follow; every third from the end is named. */
  last: number;
}

function Bar({ day, x, width, top, last }: BarProps) {
  const { t, language } = useText();
  const height = ((FLOOR - TOP) * day.matched.amount) / top;
  const middle = x + width / 2;
  const [, month, date] = day.day.split("-").map(Number);
  return (
    <g>
      <title>
        {t.today.barTitle(longDay(day.day, language), won(day.matched.amount, language), day.unmatched.count)}
      </title>
      <rect x={x} y={TOP - 20} width={width} height={FLOOR - TOP + 20} fill="transparent" />
      {day.matched.amount > 0 && (
        <rect
          x={x + width * 0.18}
          y={FLOOR - Math.max(2, height)}
          width={width * 0.64}
          height={Math.max(2, height)}
          rx={3}
          className={classes.bar}
        />
      )}
      {day.unmatched.count > 0 && (
        <>
          <circle cx={middle} cy={TOP - 12} r={9} className={classes.dot} />
          <text x={middle} y={TOP - 8} textAnchor="middle" className={classes.dotText}>
            {day.unmatched.count > 99 ? "99" : day.unmatched.count}
          </text>
        </>
      )}
      {last % 3 === 0 && (
        <text x={middle} y={FLOOR + 20} textAnchor="middle" className={classes.label}>
          {`${month}/${date}`}
        </text>
      )}
    </g>
  );
}
