import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { useDeposit } from "../../api/deposits";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Facts } from "../../components/Facts";
import { Money } from "../../components/Money";
import { Ghosts } from "../../components/Rows";
import { Trouble } from "../../components/Trouble";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import classes from "./Order.module.css";

/** The deposit that paid an order, with the bank's message. */
export function PaidBy({ deposit: id }: { deposit: number }) {
  const { t, language } = useText();
  const here = useHere();
  const deposit = useDeposit(here.id, id);
  return (
    <section className={classes.paid}>
      <h3>{t.orders.paidBy}</h3>
      {deposit.isPending && <Ghosts rows={2} />}
      {deposit.error !== null && <Trouble error={deposit.error} retry={() => void deposit.refetch()} />}
      {deposit.data !== undefined && (
        <>
          <Facts
            facts={[
              [
                t.deposits.deposit,
                <Anchor key="link" component={Link} to={paths.deposit(here.id, id)} underline="always">
                  {t.deposits.numbered(id)}
                </Anchor>,
              ],
              [t.deposits.name, deposit.data.depositor_name ?? t.deposits.noName],
              [t.deposits.amount, <Money key="amount" amount={deposit.data.amount} />],
              [t.deposits.at, exact(deposit.data.deposited_at, language)],
            ]}
          />
          {deposit.data.raw_sms != null && <pre className={beside.sms}>{deposit.data.raw_sms}</pre>}
        </>
      )}
    </section>
  );
}
