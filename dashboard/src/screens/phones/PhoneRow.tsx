import { Button, Group } from "@mantine/core";
import { api, take } from "../../api/client";
import { type Phone, phonesKey } from "../../api/phones";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import row from "../../components/ListRow.module.css";
import { Tag } from "../../components/Tag";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import { urlOf } from "./AddPhone";
import { Arrivals } from "./Arrivals";
import type { Connection } from "./connection";
import { EditPhone } from "./EditPhone";
import classes from "./Phones.module.css";
import { ConfirmSender, SenderMissing } from "./SenderMissing";

export function PhoneRow({ phone, show }: { phone: Phone; show: (next: Connection) => void }) {
  const { t } = useText();
  const { canWrite, canManage } = useHere();
  const name = phone.label === "" ? phone.phone_number : phone.label;
  return (
    <li className={row.row}>
      <div className={row.about}>
        <p className={row.name}>
          {name} <Alive phone={phone} />
        </p>
        <p className={row.sub}>
          {phone.label !== "" && `${phone.phone_number} · `}
          {phone.last_seen_at == null ? (
            t.phones.neverSeen
          ) : (
            <>
              {t.phones.lastSeen} <When at={phone.last_seen_at} />
            </>
          )}
          {` · ${t.phones.today(phone.messages_today)}`}
        </p>
      </div>
      {canWrite && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            aria-label={`${name} ${t.phones.test}`}
            onClick={() => show({ step: "test", phone: phone.id, address: null })}
          >
            {t.phones.test}
          </Button>
          {canManage && <EditPhone phone={phone} name={name} />}
          {canManage && <NewKey phone={phone} name={name} show={show} />}
          {canManage && <Remove phone={phone} name={name} />}
        </Group>
      )}
      <div className={classes.more}>
        <ConfirmSender phone={phone} name={name} />
        <SenderMissing phone={phone} name={name} />
        <Arrivals phone={phone} name={name} />
      </div>
    </li>
  );
}

function Alive({ phone }: { phone: Phone }) {
  const { t } = useText();
  if (phone.last_seen_at == null) return <Tag>{t.phones.unconnected}</Tag>;
  return phone.status === "ONLINE" ? (
    <Tag tone="good">{t.phones.online}</Tag>
  ) : (
    <Tag tone="warn">{t.phones.silent}</Tag>
  );
}

function NewKey({ phone, name, show }: { phone: Phone; name: string; show: (next: Connection) => void }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const rotate = useAction(
    (_: undefined, headers) =>
      take(
        api.POST("/workspaces/{id}/phone-numbers/{phone_id}/rotate-key", {
          params: { path: { id, phone_id: phone.id } },
          body: {},
          headers,
        }),
      ),
    phonesKey(id),
  );
  const ask = () =>
    confirm({
      title: t.phones.newKeyTitle,
      body: t.phones.newKeyBody(name),
      yes: t.phones.newKey,
      no: t.common.leave,
      onYes: () =>
        rotate.mutate(undefined, {
          onSuccess: (key) => show({ step: "key", phone: phone.id, address: { url: urlOf(key), switched: false } }),
          onError: failed,
        }),
    });
  return (
    <Button
      variant="default"
      size="xs"
      loading={rotate.isPending}
      aria-label={`${name} ${t.phones.newKey}`}
      onClick={ask}
    >
      {t.phones.newKey}
    </Button>
  );
}

function Remove({ phone, name }: { phone: Phone; name: string }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const remove = useAction(
    () =>
      take(api.DELETE("/workspaces/{id}/phone-numbers/{phone_id}", { params: { path: { id, phone_id: phone.id } } })),
    phonesKey(id),
  );
  const ask = () =>
    confirm({
      title: t.phones.removeTitle,
      body: t.phones.removeBody(name),
      yes: t.phones.remove,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        remove.mutate(undefined, {
          onSuccess: () => toast.done(t.phones.removed(name)),
          onError: failed,
        }),
    });
  return (
    <Button
      variant="default"
      size="xs"
      loading={remove.isPending}
      aria-label={`${name} ${t.phones.remove}`}
      onClick={ask}
    >
      {t.phones.remove}
    </Button>
  );
}
