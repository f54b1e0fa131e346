import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, type Deposit, take } from "../../api/client";
import { depositPages, NO_DEPOSIT_FILTER } from "../../api/deposits";
import type { MessageStory } from "../../api/messages";
import { sift } from "../../api/pages";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { confirm } from "../../components/confirm";
import { DepositTag } from "../../components/DepositTag";
import { Money } from "../../components/Money";
import { Ghosts } from "../../components/Rows";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { When } from "../../components/When";
import { dayOf, dayPlus } from "../../format/time";
import { useText } from "../../i18n/language";
import classes from "./Inbox.module.css";
import { canBeMeant } from "./reversals";

const DAYS = 14;
const ROWS = 50;

/** The deposits that a message of a reversal may have taken back: same account and amount, of the last 14 days. */
function useMeant(ws: number, message: MessageStory) {
  const account = message.bank_account_id ?? null;
  const amount = message.reading.amount ?? null;
  const to = dayOf(message.reading.at ?? message.received_at);
  const filter = { ...NO_DEPOSIT_FILTER, account, min: amount, max: amount, from: dayPlus(to, -DAYS), to };
  return useInfiniteQuery({
    queryKey: [...wsKey(ws), "deposits", "meant", filter],
    enabled: account !== null && amount !== null,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const page = await sift(depositPages(ws, filter, ROWS), pageParam, signal);
      return { ...page, rows: page.rows.filter(canBeMeant) };
    },
    getNextPageParam: (page) => page.next,
  });
}

/** Asks which deposit the bank took back: one press each. */
export function Reversal({ message }: { message: MessageStory }) {
  const { t } = useText();
  const { id } = useHere();
  const meant = useMeant(id, message);
  const rows = meant.data?.pages.flatMap((page) => page.rows) ?? [];
  if (message.bank_account_id == null || message.reading.amount == null) {
    return <p className="quiet">{t.reversal.noAccount}</p>;
  }
  return (
    <section>
      <h3 className={beside.section}>{t.reversal.title}</h3>
      {meant.isPending && <Ghosts rows={2} />}
      {meant.error !== null && <Trouble error={meant.error} retry={() => void meant.refetch()} />}
      {meant.isSuccess && rows.length === 0 && !meant.hasNextPage && <p className="quiet">{t.reversal.none}</p>}
      <ul className={classes.meant}>
        {rows.map((deposit) => (
          <Meant key={deposit.id} message={message.id} deposit={deposit} />
        ))}
      </ul>
      {meant.hasNextPage && (
        <Button variant="default" loading={meant.isFetchingNextPage} onClick={() => void meant.fetchNextPage()}>
          {t.common.more}
        </Button>
      )}
    </section>
  );
}

function Meant({ message, deposit }: { message: string; deposit: Deposit }) {
  const { t } = useText();
  const failed = useFailed();
  const { id, canWrite } = useHere();
  const reversal = useReversal(id, message);
  const ask = () =>
    confirm({
      title: t.reversal.askTitle,
      body: t.reversal.askBody(deposit.id),
      yes: t.reversal.yes,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        reversal.mutate(deposit.id, {
          onSuccess: ({ order_id }) =>
            toast.done([t.reversal.done(deposit.id), order_id == null ? "" : t.reversal.order(order_id)].join(" ")),
          onError: failed,
        }),
    });
  return (
    <li className={classes.one}>
      <div>
        <p>
          <Link to={paths.deposit(id, deposit.id)} className="lp-link">
            {t.deposits.numbered(deposit.id)}
          </Link>
          {" · "}
          {deposit.depositor_name ?? t.deposits.noName} · <Money amount={deposit.amount} />{" "}
          <DepositTag deposit={deposit} />
        </p>
        <p className={beside.sub}>
          <When at={deposit.deposited_at} />
          {deposit.matched_order_id != null && ` · ${t.orders.numbered(deposit.matched_order_id)}`}
        </p>
      </div>
      {canWrite && (
        <Button variant="default" loading={reversal.isPending} aria-label={t.reversal.takeOf(deposit.id)} onClick={ask}>
          {t.reversal.take}
        </Button>
      )}
    </li>
  );
}

function useReversal(ws: number, message: string) {
  return useAction(
    (deposit: number, headers) =>
      take(
        api.POST("/workspaces/{id}/messages/{message_id}/reversal", {
          params: { path: { id: ws, message_id: message } },
          body: { deposit_id: deposit },
          headers,
        }),
      ),
    wsKey(ws),
  );
}
