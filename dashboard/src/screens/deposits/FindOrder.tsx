import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Deposit, Order } from "../../api/client";
import { NO_ORDER_FILTER, orderPages } from "../../api/orders";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problems";
import classes from "./Deposits.module.css";
import { ofOrder } from "./matching";
import { useMatching } from "./useMatching";

/** For a payer who paid another amount: any order, by its number. */
export function FindOrder({ deposit }: { deposit: Deposit }) {
  const text = useText();
  const { t } = text;
  const { id } = useHere();
  const matching = useMatching(deposit);
  const [opened, setOpened] = useState(false);
  const [number, setNumber] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const find = useAction(
    async (wanted: string): Promise<Order | undefined> =>
      (await orderPages(id, { ...NO_ORDER_FILTER, number: wanted }, 1)(null, undefined)).rows[0],
    null,
  );
  if (!opened) {
    return (
      <Button variant="subtle" mt="xs" onClick={() => setOpened(true)}>
        {t.deposits.findOther}
      </Button>
    );
  }
  const found = (order: Order | undefined) => {
    if (order === undefined) return setTrouble(t.deposits.noSuchOrder);
    if (order.status === "MATCHED" || order.status === "CANCELLED") {
      return setTrouble(t.deposits.cannotMatch[order.status]);
    }
    matching.start(ofOrder(order, deposit));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTrouble(null);
    find.mutate(number.trim(), { onSuccess: found, onError: (error) => setTrouble(problemText(error, text)) });
  };
  return (
    <form onSubmit={submit} className={classes.find}>
      <TextInput
        size="sm"
        label={t.orders.number}
        required
        autoFocus
        maxLength={100}
        value={number}
        error={trouble}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={find.isPending || matching.pending}>
        {t.deposits.findAndMatch}
      </Button>
    </form>
  );
}
