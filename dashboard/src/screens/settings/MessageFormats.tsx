import { Button, Group } from "@mantine/core";
import { useBanks } from "../../api/accounts";
import { type MessageFormat, useFormats, useRemoveFormat } from "../../api/formats";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { confirm } from "../../components/confirm";
import row from "../../components/ListRow.module.css";
import { Rows } from "../../components/Rows";
import { useBy } from "../../components/Story";
import { Tag } from "../../components/Tag";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { short } from "../../format/time";
import { useText } from "../../i18n/language";
import classes from "./Senders.module.css";

/** The formats that the shop taught, with the way back. */
export function MessageFormats() {
  const { t } = useText();
  const { id } = useHere();
  const formats = useFormats(id);
  const rows = formats.data ?? [];
  return (
    <Card title={t.formats.list} flush>
      <p className={classes.note}>{t.formats.listNote}</p>
      <Rows source={{ ...formats, hasNextPage: false }} count={rows.length} of="thing" empty={<p>{t.formats.none}</p>}>
        <ul className={row.list}>
          {rows.map((format) => (
            <Row key={format.id} format={format} />
          ))}
        </ul>
      </Rows>
    </Card>
  );
}

function Row({ format }: { format: MessageFormat }) {
  const { t, language } = useText();
  const failed = useFailed();
  const { id, canManage } = useHere();
  const by = useBy();
  const bank = useBanks().data?.find((each) => each.code === format.bank_code);
  const remove = useRemoveFormat(id);
  const { proofs, proofs_needed: needed } = format;
  const copy = () =>
    navigator.clipboard.writeText(format.corpus_row).then(
      () => toast.done(t.formats.copied),
      () => toast.failed(t.problem.unexpected),
    );
  const ask = () =>
    confirm({
      title: t.formats.removeTitle,
      body: t.formats.removeBody,
      yes: t.formats.remove,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        remove.mutate(format.id, {
          onSuccess: () => toast.done(t.formats.removed),
          onError: failed,
        }),
    });
  return (
    <li className={row.row}>
      <div className={row.about}>
        <p>
          <strong>{bank?.name ?? format.bank_code}</strong>{" "}
          <Tag tone={proofs < needed ? "warn" : "good"}>
            {proofs < needed ? t.formats.proofs(proofs, needed) : t.formats.proved}
          </Tag>
        </p>
        <pre className={classes.layout}>{format.layout}</pre>
        <p className="quiet">
          {t.formats.addedBy(by(`user:${format.created_by}`), short(format.created_at, language))}
        </p>
      </div>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => void copy()}>
          {t.formats.copy}
        </Button>
        {canManage && (
          <Button variant="default" size="xs" loading={remove.isPending} onClick={ask}>
            {t.formats.remove}
          </Button>
        )}
      </Group>
    </li>
  );
}
