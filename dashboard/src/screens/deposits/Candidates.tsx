import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Candidate, Deposit } from "../../api/client";
import { useCandidates } from "../../api/deposits";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Ghosts } from "../../components/Rows";
import { wordOf } from "../../components/Story";
import { Tag, type Tone } from "../../components/Tag";
import { Trouble } from "../../components/Trouble";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";
import { FindOrder } from "./FindOrder";
import { ofCandidate } from "./matching";
import { useMatching } from "./useMatching";

/** At most so many are shown; whoever needs another one finds it by its number. */
const SHOWN = 9;
const TONES: Record<string, Tone> = { amount_equal: "good", name_same: "good", name_cut: "good" };

/** The orders that a deposit could pay, best first, each with its reasons. */
export function Candidates({ deposit }: { deposit: Deposit }) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const candidates = useCandidates(id, deposit.id, true);
  const shown = candidates.data?.slice(0, SHOWN) ?? [];
  return (
    <section>
      <h3 className={beside.section}>{t.deposits.candidates}</h3>
      {candidates.isPending && <Ghosts rows={2} />}
      {candidates.error !== null && <Trouble error={candidates.error} retry={() => void candidates.refetch()} />}
      {candidates.isSuccess && shown.length === 0 && <p className="quiet">{t.deposits.noCandidates}</p>}
      <ol className={classes.candidates}>
        {shown.map((candidate, place) => (
          <Row key={candidate.order_id} deposit={deposit} candidate={candidate} place={place} />
        ))}
      </ol>
      {canWrite && (
        <>
          {shown.length > 0 && <p className={classes.keys}>{t.deposits.keys}</p>}
          <FindOrder deposit={deposit} />
        </>
      )}
    </section>
  );
}

interface RowProps {
  deposit: Deposit;
  candidate: Candidate;
  /** From zero; the first is the best. */
  place: number;
}

function Row({ deposit, candidate, place }: RowProps) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const matching = useMatching(deposit);
  const choice = ofCandidate(candidate);
  const fits = choice.against.length === 0;
  return (
    <li className={classes.candidate} data-best={place === 0 && fits}>
      <div className={classes.about}>
        <p>
          <Link to={paths.order(id, candidate.order_id)}>{candidate.order_number}</Link> · {candidate.depositor_name}
        </p>
        <p className={beside.sub}>
          {t.orders.placed} <When at={candidate.created_at} />
        </p>
        <div className={classes.reasons}>
          {candidate.reasons.map((reason) => (
            <Tag key={reason} tone={TONES[reason] ?? "warn"}>
              {wordOf(t.reasons, reason)}
            </Tag>
          ))}
        </div>
      </div>
      {canWrite && (
        <Button
          variant={fits ? "filled" : "default"}
          loading={matching.pending}
          data-candidate={place + 1}
          onClick={() => matching.start(choice)}
        >
          <span className="sr-only">{t.deposits.matchWith(candidate.order_number)}&nbsp;</span>
          {t.deposits.match}
          <kbd className={classes.key} aria-hidden>
            {place + 1}
          </kbd>
        </Button>
      )}
    </li>
  );
}
