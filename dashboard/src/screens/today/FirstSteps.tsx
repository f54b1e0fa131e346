import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { Link } from "react-router";
import { useAccounts } from "../../api/accounts";
import { useLive } from "../../api/live";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { useText } from "../../i18n/language";
import classes from "./FirstSteps.module.css";

/** What a new shop does first; gone when all of it is done. */
export function FirstSteps() {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const accounts = useAccounts(id);
  const live = useLive(id);
  if (!canWrite || accounts.data === undefined || live.data === undefined) return null;
  const steps = [
    { key: "account", done: accounts.data.length > 0, to: paths.section(id, "accounts"), ...t.firstSteps.account },
    {
      key: "order",
      done: live.data.orders.length > 0,
      to: `${paths.section(id, "orders")}?new=1`,
      ...t.firstSteps.order,
    },
    {
      key: "message",
      done: live.data.deposits.length > 0,
      to: paths.section(id, "phones"),
      ...t.firstSteps.message,
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
