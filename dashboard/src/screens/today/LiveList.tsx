import { Anchor } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { Deposit, Order } from "../../api/client";
import { useIsCut, useLive } from "../../api/live";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { DepositTag } from "../../components/DepositTag";
import { Money } from "../../components/Money";
import { Rows } from "../../components/Rows";
import { When } from "../../components/When";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import classes from "./LiveList.module.css";

const SHOWN = 10;

/** The newest deposits, as they come. */
export function LiveList() {
  const { t } = useText();
  const { id } = useHere();
  const live = useLive(id);
  const isCut = useIsCut(id);
  const deposits = live.data?.deposits.slice(0, SHOWN) ?? [];
  const orders = new Map(live.data?.orders.map((order) => [order.id, order]));
  const fresh = useFresh(live.data?.deposits);
  const all = (
    <Anchor component={Link} to={`${paths.section(id, "deposits")}?view=all`}>
      {t.today.allDeposits}
    </Anchor>
  );
  return (
    <Card flush title={t.today.live} aside={<Pulse failed={isCut || live.isError} />}>
      <Announce deposits={fresh.rows} orders={orders} />
      <Rows
        source={{ ...live, error: live.data === undefined ? live.error : null, hasNextPage: false }}
        count={deposits.length}
        empty={t.today.liveEmpty}
        end={all}
      >
        <ul className={classes.list}>
          {deposits.map((deposit) => (
            <li key={deposit.id} className={classes.row} data-fresh={fresh.ids.has(deposit.id)}>
              <Row deposit={deposit} order={orders.get(deposit.matched_order_id ?? 0)} />
            </li>
          ))}
        </ul>
      </Rows>
    </Card>
  );
}

function Row({ deposit, order }: { deposit: Deposit; order: Order | undefined }) {
  const { t } = useText();
  const { id } = useHere();
  return (
    <>
      <DepositTag deposit={deposit} />
      <div className={classes.who}>
        <Link to={paths.deposit(id, deposit.id)} className={classes.name}>
          {deposit.depositor_name ?? t.deposits.noName}
        </Link>
        {deposit.matched_order_id != null && (
          <span className={classes.order}>
            → {order === undefined ? t.orders.numbered(deposit.matched_order_id) : order.order_number}
          </span>
        )}
      </div>
      <strong className={classes.amount}>
        <Money amount={deposit.amount} />
      </strong>
      <span className={classes.when}>
        <When at={deposit.deposited_at} />
      </span>
    </>
  );
}

/** Whether the page still hears the server. */
function Pulse({ failed }: { failed: boolean }) {
  const { t } = useText();
  return (
    <span className={classes.pulse} data-failed={failed} role="status">
      {failed ? t.today.lost : t.today.connected}
    </span>
  );
}

interface Fresh {
  ids: ReadonlySet<number>;
  rows: Deposit[];
}

const NOTHING: Fresh = { ids: new Set(), rows: [] };

/** What came or changed since the list was first shown. */
function useFresh(deposits: Deposit[] | undefined): Fresh {
  const seen = useRef<Map<number, number> | null>(null);
  const [fresh, setFresh] = useState(NOTHING);
  useEffect(() => {
    if (deposits === undefined) return;
    const known = seen.current;
    seen.current = new Map(deposits.map((deposit) => [deposit.id, deposit.version]));
    if (known === null) return;
    const rows = deposits.filter((deposit) => known.get(deposit.id) !== deposit.version);
    if (rows.length > 0) setFresh({ ids: new Set(rows.map((row) => row.id)), rows });
  }, [deposits]);
  return fresh;
}

/** The same for those who do not see the list. */
function Announce({ deposits, orders }: { deposits: Deposit[]; orders: Map<number, Order> }) {
  const { t, language } = useText();
  return (
    <p className="sr-only" aria-live="polite">
      {deposits
        .map((deposit) => {
          const name = deposit.depositor_name ?? t.deposits.noName;
          const order = orders.get(deposit.matched_order_id ?? 0);
          return t.today.heard(name, won(deposit.amount, language), order?.order_number ?? null);
        })
        .join(" ")}
    </p>
  );
}
