import { Link } from "react-router";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";

/** The deposits that may be the same money. */
export function Linked({ deposits }: { deposits: readonly number[] }) {
  const { t } = useText();
  const { id } = useHere();
  return (
    <span className={classes.linked}>
      {deposits.map((deposit) => (
        <Link key={deposit} to={paths.deposit(id, deposit)} className="lp-link">
          {t.deposits.numbered(deposit)}
        </Link>
      ))}
    </span>
  );
}
