import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Deposit } from "../../api/client";
import { type Proposal, useProposals } from "../../api/proposals";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Money } from "../../components/Money";
import { wordOf } from "../../components/Story";
import { Tag } from "../../components/Tag";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";
import { useAccepting } from "./useAccepting";

/** What a deposit may be, best first: one press does what one of them says. */
export function Proposals({ deposit }: { deposit: Deposit }) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const proposals = useProposals(id, deposit.id).data ?? [];
  if (proposals.length === 0) return null;
  return (
    <section>
      <h3 className={beside.section}>{t.proposals.title}</h3>
      <ol className={classes.candidates}>
        {proposals.map((proposal, place) => (
          <Suggestion key={proposal.proposal_id} deposit={deposit} proposal={proposal} isFirst={place === 0} />
        ))}
      </ol>
      {canWrite && <p className={classes.keys}>{t.proposals.keys}</p>}
    </section>
  );
}

interface Props {
  deposit: Deposit;
  proposal: Proposal;
  isFirst: boolean;
}

function Suggestion({ deposit, proposal, isFirst }: Props) {
  const { t, language } = useText();
  const { id, canWrite } = useHere();
  const accepting = useAccepting(deposit, proposal);
  const words = { ...t.reasons, ...t.proposals.facts };
  const amount = won(Math.abs(proposal.difference), language);
  return (
    <li className={classes.candidate} data-best={isFirst && proposal.against.length === 0}>
      <div className={classes.about}>
        <p>
          <strong>{wordOf(t.proposals.kinds, proposal.kind)}</strong>
        </p>
        {proposal.orders.map((order) => (
          <p key={order.id}>
            <Link to={paths.order(id, order.id)} className="lp-link">
              {order.order_number}
            </Link>
            {` · ${order.depositor_name} · `}
            <Money amount={order.amount_open} />
          </p>
        ))}
        {proposal.deposits
          .filter((other) => other.id !== deposit.id)
          .map((other) => (
            <p key={other.id}>
              <Link to={paths.deposit(id, other.id)} className="lp-link">
                {t.proposals.deposit(other.id)}
              </Link>
              {` · ${other.depositor_name ?? t.deposits.noName} · `}
              <Money amount={other.amount} />
            </p>
          ))}
        <div className={classes.reasons}>
          {proposal.difference !== 0 && (
            <Tag tone="warn">{proposal.difference < 0 ? t.proposals.missing(amount) : t.proposals.tooMuch(amount)}</Tag>
          )}
          {proposal.reasons.map((reason) => (
            <Tag key={reason} tone="good">
              {wordOf(words, reason)}
            </Tag>
          ))}
          {proposal.against.map((reason) => (
            <Tag key={reason} tone="warn">
              {wordOf(words, reason)}
            </Tag>
          ))}
        </div>
      </div>
      {canWrite && (
        <div className={classes.presses}>
          {proposal.treatments.map((treatment, nth) => (
            <Button
              key={treatment}
              {...(isFirst && nth === 0 ? { "data-press": "accept" } : { variant: "default" })}
              loading={accepting.pending}
              onClick={() => accepting.accept(treatment)}
            >
              {wordOf(t.proposals.treatments, treatment)}
              {isFirst && nth === 0 && <Key>A</Key>}
            </Button>
          ))}
          <Button
            variant="subtle"
            {...(isFirst && { "data-press": "reject" })}
            disabled={accepting.pending}
            onClick={accepting.reject}
          >
            {t.proposals.reject}
            {isFirst && <Key>X</Key>}
          </Button>
        </div>
      )}
    </li>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className={classes.key} aria-hidden>
      {children}
    </kbd>
  );
}
