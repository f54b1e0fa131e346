import { Button } from "@mantine/core";
import { useBanks } from "../../api/accounts";
import { type Sender, useRemoveSender, useSenders } from "../../api/senders";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { confirm } from "../../components/confirm";
import row from "../../components/ListRow.module.css";
import { Rows } from "../../components/Rows";
import { useBy } from "../../components/Story";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { short } from "../../format/time";
import { useText } from "../../i18n/language";
import classes from "./Senders.module.css";

/** The senders that the owner approved, with the way back. */
export function ApprovedSenders() {
  const { t } = useText();
  const { id } = useHere();
  const senders = useSenders(id);
  const rows = senders.data ?? [];
  return (
    <Card title={t.senders.title} flush>
      <p className={classes.note}>{t.senders.listNote}</p>
      <Rows source={{ ...senders, hasNextPage: false }} count={rows.length} of="thing" empty={<p>{t.senders.none}</p>}>
        <ul className={row.list}>
          {rows.map((sender) => (
            <Row key={sender.id} sender={sender} />
          ))}
        </ul>
      </Rows>
    </Card>
  );
}

function Row({ sender }: { sender: Sender }) {
  const { t, language } = useText();
  const failed = useFailed();
  const { id, isOwner } = useHere();
  const by = useBy();
  const bank = useBanks().data?.find((each) => each.code === sender.bank_code);
  const remove = useRemoveSender(id);
  const ask = () =>
    confirm({
      title: t.senders.removeTitle,
      body: t.senders.removeBody(sender.sender),
      yes: t.senders.remove,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        remove.mutate(sender.id, {
          onSuccess: () => toast.done(t.senders.removed(sender.sender)),
          onError: failed,
        }),
    });
  return (
    <li className={row.row}>
      <div className={row.about}>
        <p>
          <strong>{sender.sender}</strong> · {bank?.name ?? sender.bank_code}
        </p>
        <p className="quiet">
          {t.senders.approvedBy(by(`user:${sender.approved_by}`), short(sender.approved_at, language))}
        </p>
      </div>
      {isOwner && (
        <Button
          variant="default"
          size="xs"
          loading={remove.isPending}
          aria-label={`${sender.sender} ${t.senders.remove}`}
          onClick={ask}
        >
          {t.senders.remove}
        </Button>
      )}
    </li>
  );
}
