import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Deposit } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Money } from "../../components/Money";
import { Tag, type Tone } from "../../components/Tag";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Deposits.module.css";
import type { Choice } from "./matching";
import { Key } from "./Proposals";
import { useMatching } from "./useMatching";

const TONES: Record<string, Tone> = {
  amount_equal: "good",
  completes: "good",
  name_same: "good",
  name_coded: "good",
  name_cut: "good",
};

/** Not the likely next press. A `variant` of "filled" would take another colour than the theme's. */
const QUIET = { variant: "default" };

interface Props {
  deposit: Deposit;
  choice: Choice;
  /** The digit that presses its button; 1 is the best. */
  nth?: number;
  showsAmount: boolean;
  /** Why it can't be matched. */
  refused?: string;
}

/** An order that a deposit may pay, with its reasons and the button that matches them. */
export function OrderChoice({ deposit, choice, nth, showsAmount, refused }: Props) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const matching = useMatching(deposit);
  const fits = choice.against.length === 0 && refused === undefined;
  return (
    <li className={classes.candidate} data-best={nth === 1 && fits}>
      <div className={classes.about}>
        <p>
          <Link to={paths.order(id, choice.order)} className="lp-link">
            {choice.number}
          </Link>
          {` · ${choice.name}`}
          {showsAmount && (
            <>
              {" · "}
              <Money amount={choice.amount} />
            </>
          )}
        </p>
        <p className={beside.sub}>
          {choice.phone !== null && `${choice.phone} · `}
          {t.orders.placed} <When at={choice.placedAt} />
        </p>
        {choice.memo !== null && <p className={classes.memo}>{choice.memo}</p>}
        <div className={classes.reasons}>
          {choice.reasons.map((reason) => (
            <Tag key={reason} tone={TONES[reason] ?? "warn"}>
              {wordOf(t.reasons, reason)}
            </Tag>
          ))}
        </div>
        {refused !== undefined && <p className={beside.sub}>{refused}</p>}
      </div>
      {canWrite && refused === undefined && (
        <Button
          {...(fits && deposit.state !== "HELD" ? {} : QUIET)}
          loading={matching.pending}
          data-candidate={nth}
          onClick={() => matching.start(choice)}
        >
          <span className="sr-only">{t.deposits.matchWith(choice.number)}&nbsp;</span>
          {t.deposits.match}
          {nth !== undefined && <Key>{nth}</Key>}
        </Button>
      )}
    </li>
  );
}
