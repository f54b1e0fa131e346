import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Deposit } from "../../api/client";
import { type Proposal, useProposals } from "../../api/proposals";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Money } from "../../components/Money";
import { Tag } from "../../components/Tag";
import { Trouble } from "../../components/Trouble";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Deposits.module.css";
import { useAccepting } from "./useAccepting";
import { proposalWords } from "./words";

/** What a deposit may be, best first: one press does what one of them says. */
export function Proposals({ deposit }: { deposit: Deposit }) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const { data: proposals = [], error, refetch } = useProposals(id, deposit.id);
  if (error !== null) return <Trouble error={error} retry={() => void refetch()} />;
  if (proposals.length === 0) return null;
  return (
    <section>
      <h3 className={beside.section}>{t.proposals.title}</h3>
      <ol className={classes.candidates}>
        {proposals.map((proposal, place) => (
          <ProposalCard key={proposal.proposal_id} deposit={deposit} proposal={proposal} isFirst={place === 0} />
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

function ProposalCard({ deposit, proposal, isFirst }: Props) {
  const { t } = useText();
  const { canWrite } = useHere();
  return (
    <li className={classes.candidate} data-best={isFirst && proposal.against.length === 0}>
      <div className={classes.about}>
        <p>
          <strong>{wordOf(t.proposals.kinds, proposal.kind)}</strong>
        </p>
        <Named deposit={deposit} proposal={proposal} />
        <Facts proposal={proposal} />
      </div>
      {canWrite && <Presses deposit={deposit} proposal={proposal} isFirst={isFirst} />}
    </li>
  );
}

/** Its orders, and the deposits beside this one. */
function Named({ deposit, proposal }: Omit<Props, "isFirst">) {
  const { t } = useText();
  const { id } = useHere();
  const others = proposal.deposits.filter((other) => other.id !== deposit.id);
  return (
    <>
      {proposal.orders.map((order) => (
        <p key={order.id}>
          <Link to={paths.order(id, order.id)} className="lp-link">
            {order.order_number}
          </Link>
          {` · ${order.depositor_name} · `}
          <Money amount={order.amount_open} />
        </p>
      ))}
      {others.map((other) => (
        <p key={other.id}>
          <Link to={paths.deposit(id, other.id)} className="lp-link">
            {t.deposits.numbered(other.id)}
          </Link>
          {` · ${other.depositor_name ?? t.deposits.noName} · `}
          <Money amount={other.amount} />
        </p>
      ))}
    </>
  );
}

/** What speaks for it and against it. */
function Facts({ proposal: { difference, reasons, against } }: { proposal: Proposal }) {
  const { t, language } = useText();
  const words = proposalWords(t);
  const amount = won(Math.abs(difference), language);
  return (
    <div className={classes.reasons}>
      {difference !== 0 && (
        <Tag tone="warn">{difference < 0 ? t.proposals.missing(amount) : t.proposals.tooMuch(amount)}</Tag>
      )}
      {reasons.map((reason) => (
        <Tag key={reason} tone="good">
          {wordOf(words, reason)}
        </Tag>
      ))}
      {against.map((reason) => (
        <Tag key={reason} tone="warn">
          {wordOf(words, reason)}
        </Tag>
      ))}
    </div>
  );
}

function Presses({ deposit, proposal, isFirst }: Props) {
  const { t } = useText();
  const accepting = useAccepting(deposit, proposal);
  return (
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
  );
}

/** The key that presses a button. */
export function Key({ children }: { children: string | number }) {
  return (
    <kbd className={classes.key} aria-hidden>
      {children}
    </kbd>
  );
}
