import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { Link } from "react-router";
import { useAccounts } from "../../api/accounts";
import type { Deposit } from "../../api/client";
import { useLive } from "../../api/live";
import type { Phone } from "../../api/phones";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { useText } from "../../i18n/language";
import classes from "./FirstSteps.module.css";

/** Whether a message ever came: by a phone that gave a sign, or as a deposit that nobody typed. */
function isHeard(phones: Phone[], deposits: Deposit[]): boolean {
  return phones.some((phone) => phone.last_seen_at != null) || deposits.some((deposit) => deposit.via !== "api");
}

/** What is to be done so that messages come, and what was done in fact. */
function messageStep(phones: Phone[], isHeard: boolean): "message" | "test" | "received" {
  if (phones.length === 0) return isHeard ? "received" : "message";
  return isHeard ? "message" : "test";
}

/** What a new shop does first; gone when all of it is done. */
export function FirstSteps({ phones }: { phones: Phone[] | undefined }) {
  const { t } = useText();
  const { id, canManage } = useHere();
  const accounts = useAccounts(id);
  const live = useLive(id);
  if (!canManage || accounts.data === undefined || live.data === undefined || phones === undefined) return null;
  const heard = isHeard(phones, live.data.deposits);
  const step = messageStep(phones, heard);
  const steps = [
    {
      key: "account",
      done: accounts.data.length > 0,
      to: `${paths.section(id, "accounts")}?new=1`,
      ...t.firstSteps.account,
    },
    {
      key: "order",
      done: live.data.orders.length > 0,
      to: `${paths.section(id, "orders")}?new=1`,
      ...t.firstSteps.order,
    },
    {
      key: "message",
      done: heard,
      to: `${paths.section(id, "phones")}${step === "test" ? "" : "?new=1"}`,
      ...t.firstSteps[step],
    },
  ];
  const next = steps.find((step) => !step.done);
  if (next === undefined) return null;
  return (
    <Card title={t.firstSteps.title}>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li
            key={step.key}
            className={classes.step}
            data-state={step.done ? "done" : step === next ? "next" : "later"}
          >
            {step.done ? <IconCircleCheckFilled size={24} aria-hidden /> : <IconCircle size={24} aria-hidden />}
            <div>
              {step.done ? (
                <>
                  <span className={classes.name}>{step.name}</span>
                  <span className="sr-only">{t.firstSteps.done}</span>
                </>
              ) : (
                <Link to={step.to} className={classes.name}>
                  {step.name}
                </Link>
              )}
              <p className={classes.why}>{step.why}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
