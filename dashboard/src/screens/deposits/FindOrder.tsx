import { Button } from "@mantine/core";
import { useState } from "react";
import type { Deposit } from "../../api/client";
import { useFoundOrders } from "../../api/orders";
import { useHere } from "../../app/workspace";
import { Ghosts } from "../../components/Rows";
import { SearchField } from "../../components/SearchField";
import { Trouble } from "../../components/Trouble";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";
import { ofOrder } from "./matching";
import { OrderChoice } from "./OrderChoice";

const SHOWN = 10;

/** For a payer who paid another amount or under another name: any order, by what it tells. */
export function FindOrder({ deposit }: { deposit: Deposit }) {
  const { t } = useText();
  const { id } = useHere();
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState("");
  const found = useFoundOrders(id, wanted, SHOWN);
  if (!opened) {
    return (
      <Button variant="default" mt="sm" onClick={() => setOpened(true)}>
        {t.deposits.findOther}
      </Button>
    );
  }
  const refused = (status: string) =>
    status === "MATCHED" || status === "CANCELLED" ? { refused: t.deposits.cannotMatch[status] } : {};
  return (
    <search className={classes.find}>
      <SearchField
        label={t.deposits.findLabel}
        placeholder={t.deposits.findExample}
        value={wanted}
        set={setWanted}
        autoFocus
      />
      {found.isLoading && <Ghosts rows={2} />}
      {found.error !== null && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {found.data?.orders.length === 0 && <p role="status">{t.deposits.noSuchOrder}</p>}
      <ol className={classes.candidates}>
        {found.data?.orders.map((order) => (
          <OrderChoice
            key={order.id}
            deposit={deposit}
            choice={ofOrder(order, deposit)}
            showsAmount
            {...refused(order.status)}
          />
        ))}
      </ol>
      {found.data !== undefined && found.data.orders.length > 0 && found.data.hasMore && (
        <p className="quiet">{t.deposits.moreOrders}</p>
      )}
    </search>
  );
}
