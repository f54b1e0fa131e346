import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { type Proposal, useWork } from "../../api/proposals";
import { useHere } from "../../app/workspace";
import { useText } from "../../i18n/language";
import { acceptableAtOnce } from "./atOnce";
import classes from "./Deposits.module.css";

const AcceptSeveral = lazy(() => import("./AcceptSeveral"));

/** Offers to accept several suggestions by one press, over the list of what waits. */
export function SeveralOffer() {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const { data: work } = useWork(id, canWrite);
  // As they were when the dialog was opened: nothing changes under a finger.
  const [opened, setOpened] = useState<Proposal[] | null>(null);
  const offered = canWrite ? acceptableAtOnce(work?.items ?? []) : [];
  return (
    <>
      {offered.length > 1 && (
        <div className={classes.offer}>
          <div>
            <p>{t.proposals.several.offer(offered.length)}</p>
            {work?.capped === true && <p className="quiet">{t.proposals.several.capped}</p>}
          </div>
          <Button variant="default" onClick={() => setOpened(offered)}>
            {t.proposals.several.open}
          </Button>
        </div>
      )}
      <Suspense fallback={null}>
        {opened !== null && <AcceptSeveral offered={opened} close={() => setOpened(null)} />}
      </Suspense>
    </>
  );
}
