import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Deposit } from "../../api/client";
import { useCandidates } from "../../api/deposits";
import { isPlain, useProposals } from "../../api/proposals";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Ghosts } from "../../components/Rows";
import { Trouble } from "../../components/Trouble";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";
import { FindOrder } from "./FindOrder";
import { ofCandidate } from "./matching";
import { OrderChoice } from "./OrderChoice";

/** The form of a new order, filled in with what a deposit tells. */
function orderOf(ws: number, deposit: Deposit): string {
  const known = {
    new: "1",
    amount: String(deposit.amount),
    depositor: deposit.depositor_name ?? "",
    deposit: String(deposit.id),
  };
  return `${paths.section(ws, "orders")}?${new URLSearchParams(known)}`;
}

/** The orders that a deposit could pay, best first, each with its reasons. */
export function Candidates({ deposit }: { deposit: Deposit }) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const candidates = useCandidates(id, deposit.id, true);
  // An order that a proposal names is not listed a second time: both are waited for, so that no button moves.
  const proposals = useProposals(id, deposit.id);
  const proposed = new Set(proposals.data?.filter(isPlain).flatMap(({ orders }) => orders.map((order) => order.id)));
  const isPending = candidates.isPending || proposals.isPending;
  const shown = isPending ? [] : (candidates.data ?? []).filter(({ order_id }) => !proposed.has(order_id));
  return (
    <section>
      <h3 className={beside.section}>{t.deposits.candidates}</h3>
      {isPending && <Ghosts rows={2} />}
      {candidates.error !== null && <Trouble error={candidates.error} retry={() => void candidates.refetch()} />}
      {candidates.isSuccess && !isPending && shown.length === 0 && proposals.data?.length === 0 && (
        <>
          <p className="quiet">{t.deposits.noCandidates}</p>
          {canWrite && (
            <Button component={Link} to={orderOf(id, deposit)} variant="default" mt="sm">
              {t.deposits.placeOrder}
            </Button>
          )}
        </>
      )}
      <ol className={classes.candidates}>
        {shown.map((candidate, place) => (
          <OrderChoice
            key={candidate.order_id}
            deposit={deposit}
            choice={ofCandidate(candidate)}
            nth={place + 1}
            showsAmount={false}
          />
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
