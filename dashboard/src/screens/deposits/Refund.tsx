import { Button, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { DepositStory } from "../../api/client";
import { refundOf } from "../../api/deposits";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";
import { useReturning } from "./useReturning";

const ReturnDialog = lazy(() => import("./ReturnDialog"));

/** How much of a deposit is to be sent back, and to whom; one press notes that it was. */
export function Refund({ deposit }: { deposit: DepositStory }) {
  const { t, language } = useText();
  const { canWrite } = useHere();
  const returning = useReturning(deposit.id);
  const [asking, setAsking] = useState(false);
  const refund = refundOf(deposit);
  if (refund === 0) return null;
  const amount = won(refund, language);
  return (
    <section className={classes.refund}>
      <div className={beside.hold}>
        <p>
          <strong>{t.parts.refund(deposit.depositor_name ?? t.deposits.noName, amount)}</strong>
        </p>
        <p>{t.parts.refundNote}</p>
      </div>
      {canWrite && (
        <Group gap="xs">
          <Button loading={returning.pending} onClick={() => returning.note({ amount: refund })}>
            {t.parts.giveBack(amount)}
          </Button>
          <Button variant="default" disabled={returning.pending} onClick={() => setAsking(true)}>
            {t.parts.giveBackOther}
          </Button>
        </Group>
      )}
      <Suspense fallback={null}>
        {asking && <ReturnDialog deposit={deposit.id} refund={refund} close={() => setAsking(false)} />}
      </Suspense>
    </section>
  );
}
