import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAccounts } from "../../api/accounts";
import type { Account } from "../../api/client";
import { useApproveSender, useHeldForSender } from "../../api/senders";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Facts } from "../../components/Facts";
import { Ghosts } from "../../components/Rows";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import classes from "./Deposits.module.css";

interface Props {
  sender: string;
  account: Account;
  close: () => void;
}

/** The owner's press on a deposit that is held for its sender: the number may be the bank's from now on. */
export default function ApproveSender(props: Props) {
  const { t } = useText();
  return (
    <Modal opened onClose={props.close} size="lg" title={t.senders.approveTitle}>
      <Question {...props} />
    </Modal>
  );
}

function Question({ sender, account: { bank_code, bank_name }, close }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const sameBank = useAccounts(id).data?.filter((each) => each.bank_code === bank_code) ?? [];
  const accounts = sameBank.map((each) => each.id);
  const held = useHeldForSender(id, sender, accounts);
  const approve = useApproveSender(id);
  const submit = () =>
    approve.mutate(
      { bank_code, sender },
      {
        onSuccess: (made) => {
          toast.done(t.senders.approved(sender, made.released));
          close();
        },
      },
    );
  return (
    <Stack>
      <Facts
        facts={[
          [t.senders.sender, <strong key="sender">{sender}</strong>],
          [t.accounts.bank, bank_name],
        ]}
      />
      <p className={beside.hold}>{t.senders.approveWarning}</p>
      {held.isPending && <Ghosts rows={3} />}
      {held.error !== null && <Trouble error={held.error} retry={() => void held.refetch()} />}
      {held.data !== undefined && <HeldFor held={held.data} />}
      {approve.error !== null && <Trouble error={approve.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t.common.leave}
        </Button>
        <Button disabled={held.data === undefined} loading={approve.isPending} onClick={submit}>
          {t.senders.approveYes}
        </Button>
      </Group>
    </Stack>
  );
}

/** The texts that an approval lets go, and the orders that they would pay. */
function HeldFor({ held }: { held: NonNullable<ReturnType<typeof useHeldForSender>["data"]> }) {
  const { t, language } = useText();
  return (
    <>
      <section>
        <h3 className={beside.section}>{t.senders.heldFor(held.deposits.length)}</h3>
        <ul className={classes.reports}>
          {held.deposits.map((deposit) => (
            <li key={deposit.id}>
              <p className={beside.sub}>
                {t.deposits.numbered(deposit.id)} · {deposit.depositor_name ?? t.deposits.noName} ·{" "}
                {won(deposit.amount, language)}
              </p>
              {deposit.raw_sms != null && <pre className={beside.sms}>{deposit.raw_sms}</pre>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3 className={beside.section}>{t.senders.wouldPay}</h3>
        {held.pays.length === 0 ? (
          <p className="quiet">{t.senders.paysNone}</p>
        ) : (
          <ul className={classes.reports}>
            {held.pays.map(({ deposit, order }) => (
              <li key={`${deposit.id}-${order.order_id}`}>
                {t.senders.payLine(order.order_number, deposit.id)} · {order.depositor_name} ·{" "}
                {won(order.amount, language)}
              </li>
            ))}
          </ul>
        )}
        {held.partial && <p className="quiet">{t.senders.partly}</p>}
      </section>
    </>
  );
}
