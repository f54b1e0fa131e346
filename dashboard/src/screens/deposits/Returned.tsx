import { Button } from "@mantine/core";
import type { DepositStory } from "../../api/client";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Money } from "../../components/Money";
import { useBy } from "../../components/Story";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";
import { useReturning } from "./useReturning";

/** What of a deposit was sent back, as people noted it. */
export function Returned({ deposit }: { deposit: DepositStory }) {
  const { t, language } = useText();
  const { canWrite } = useHere();
  const by = useBy();
  const returning = useReturning(deposit.id);
  if (deposit.returns.length === 0) return null;
  return (
    <section>
      <h3 className={beside.section}>{t.parts.returns}</h3>
      <ul className={classes.returns}>
        {deposit.returns.map((one, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same, and none moves.
          <li key={nth}>
            <Money amount={one.amount} /> · {exact(one.at, language)} · {by(one.by)}
            {one.note != null && ` · ${one.note}`}
          </li>
        ))}
      </ul>
      {canWrite && (
        <Button variant="default" mt="sm" loading={returning.pending} onClick={() => returning.undo(deposit.version)}>
          {t.parts.undoReturn}
        </Button>
      )}
    </section>
  );
}
