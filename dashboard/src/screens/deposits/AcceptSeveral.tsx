import { Button, Checkbox, Group, Modal, Stack } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Proposal } from "../../api/proposals";
import { heldOpen } from "../../components/heldOpen";
import { Money } from "../../components/Money";
import { Tag } from "../../components/Tag";
import { Trouble } from "../../components/Trouble";
import { undoable } from "../../components/undoable";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problems";
import { wordOf } from "../../i18n/wordOf";
import classes from "./AcceptSeveral.module.css";
import { standingText, tellTakenBack } from "./takenBack";
import { type Outcome, useSeveral } from "./useSeveral";
import { proposalWords } from "./words";

interface Props {
  offered: readonly Proposal[];
  close: () => void;
}

/** Suggestions to select and accept by one press. What became of each stays in sight, and one press undoes it all. */
export default function AcceptSeveral({ offered, close }: Props) {
  const text = useText();
  const { t } = text;
  const words = t.proposals.several;
  const several = useSeveral(offered);
  const { shown, toSend, accepted, left, isBusy, error } = several;
  // Whoever closes it too early undoes it all the same.
  const leave = () => {
    close();
    if (accepted.length === 0) return;
    undoable(words.result(accepted.length, 0), () => several.undo((standing) => tellTakenBack(standing, text)));
  };
  return (
    <Modal opened onClose={leave} size="lg" title={words.title} {...heldOpen(isBusy)} withCloseButton>
      <Stack>
        {several.isTold ? <Result done={accepted.length} left={left} /> : <p>{words.note}</p>}
        {shown.length < offered.length && <p className="quiet">{words.first(shown.length)}</p>}
        {!several.isTold && (
          <Checkbox
            label={words.all}
            checked={toSend.length === shown.length}
            indeterminate={toSend.length > 0 && toSend.length < shown.length}
            onChange={several.pickAll}
          />
        )}
        <ul className={classes.rows} aria-label={t.proposals.title}>
          {shown.map((proposal) => (
            <Row
              key={proposal.proposal_id}
              proposal={proposal}
              isPicked={several.isPicked(proposal)}
              pick={() => several.pick(proposal)}
              outcome={several.outcomeOf(proposal)}
            />
          ))}
        </ul>
        {error !== null && <Trouble error={error} />}
        <Presses several={several} leave={leave} />
      </Stack>
    </Modal>
  );
}

interface PressesProps {
  several: ReturnType<typeof useSeveral>;
  leave: () => void;
}

function Presses({ several, leave }: PressesProps) {
  const { t } = useText();
  const words = t.proposals.several;
  const { toSend, accepted, isBusy } = several;
  return (
    <Group justify="flex-end">
      <Button variant="default" disabled={isBusy} onClick={leave}>
        {several.isTold ? t.common.close : t.common.cancel}
      </Button>
      {accepted.length > 0 && (
        <Button variant="default" loading={isBusy} onClick={() => several.undo()}>
          {words.undo(accepted.length)}
        </Button>
      )}
      {(!several.isTold || toSend.length > 0) && (
        <Button loading={isBusy} disabled={toSend.length === 0} onClick={several.send}>
          {words.accept(toSend.length)}
        </Button>
      )}
    </Group>
  );
}

/** How many are accepted and how many are not. It takes the focus from the button that is gone. */
function Result({ done, left }: { done: number; left: number }) {
  const { t } = useText();
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => told.current?.focus(), []);
  return (
    <p ref={told} role="status" tabIndex={-1} className={classes.told}>
      {done + left === 0 ? t.proposals.undone : t.proposals.several.result(done, left)}
    </p>
  );
}

interface RowProps {
  proposal: Proposal;
  isPicked: boolean;
  pick: () => void;
  outcome: Outcome | undefined;
}

function Row({ proposal, isPicked, pick, outcome }: RowProps) {
  return (
    <li className={classes.row}>
      <Checkbox
        className={classes.pick ?? ""}
        checked={isPicked}
        disabled={outcome !== undefined && outcome.word !== "NOT_TRIED"}
        onChange={pick}
        label={<Words proposal={proposal} />}
      />
      {outcome !== undefined && <Told outcome={outcome} />}
    </li>
  );
}

/** Which money and which orders, from when, and what is done. */
function Words({ proposal: { deposits, orders, kind, reasons, treatments } }: { proposal: Proposal }) {
  const { t } = useText();
  const [treatment = "NONE"] = treatments;
  const names = reasons.filter((reason) => reason.startsWith("name_"));
  const said = [
    wordOf(t.proposals.kinds, kind),
    ...names.map((reason) => wordOf(proposalWords(t), reason)),
    ...(treatment === "NONE" ? [] : [wordOf(t.proposals.treatments, treatment)]),
  ];
  const [paying, told] = kind === "TWIN" ? [deposits.slice(0, 1), deposits.slice(1)] : [deposits, []];
  return (
    <>
      {paying.map((deposit) => (
        <span key={deposit.id} className={classes.line}>
          <strong>
            {deposit.depositor_name ?? t.deposits.noName} <Money amount={deposit.amount} />
          </strong>
          {" · "}
          <When at={deposit.deposited_at} />
        </span>
      ))}
      {told.map((deposit) => (
        <span key={deposit.id} className={classes.line}>
          {`${t.proposals.several.toldBefore(deposit.id)} · ${deposit.depositor_name ?? t.deposits.noName} · `}
          <Money amount={deposit.amount} />
          {" · "}
          <When at={deposit.deposited_at} />
        </span>
      ))}
      {orders.map((order) => (
        <span key={order.id} className={classes.line}>
          {`→ ${order.order_number} · ${order.depositor_name} · `}
          <Money amount={order.amount_open} />
          {" · "}
          <When at={order.created_at} />
        </span>
      ))}
      <span className={classes.line}>{said.join(" · ")}</span>
    </>
  );
}

function Told({ outcome }: { outcome: Outcome }) {
  const text = useText();
  const words = text.t.proposals.several;
  if (outcome.word === "ACCEPTED") return <Tag tone="good">{words.outcomes.ACCEPTED}</Tag>;
  if (outcome.word === "STANDING") return <p className={classes.bad}>{standingText([outcome.standing], text)}</p>;
  if (outcome.word === "REFUSED") {
    return (
      <p className={classes.bad}>
        {words.outcomes.REFUSED}: {problemText(outcome.error, text)}
      </p>
    );
  }
  return <Tag tone="warn">{words.outcomes[outcome.word]}</Tag>;
}
