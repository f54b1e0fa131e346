import { Button } from "@mantine/core";
import { api, take } from "../../api/client";
import { type Phone, phonesKey } from "../../api/phones";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";
import classes from "./Phones.module.css";

interface Props {
  phone: Phone;
  name: string;
}

/** What becomes of this phone's texts that have no sender; the owner may change it. */
export function SenderMissing({ phone, name }: Props) {
  const { t } = useText();
  const failed = useFailed();
  const { id, canManage } = useHere();
  const amend = useAction(
    (sender_missing: "HELD" | "ALLOWED") =>
      take(
        api.PATCH("/workspaces/{id}/phone-numbers/{phone_id}", {
          params: { path: { id, phone_id: phone.id } },
          body: { sender_missing },
        }),
      ),
    phonesKey(id),
  );
  const set = (next: "HELD" | "ALLOWED") =>
    amend.mutate(next, {
      onSuccess: () => toast.done(t.arrivals.missingSet(name)),
      onError: failed,
    });
  const ask = () =>
    confirm({
      title: t.arrivals.allowTitle,
      body: t.arrivals.allowBody(name),
      yes: t.arrivals.allow,
      no: t.common.leave,
      grave: true,
      onYes: () => set("ALLOWED"),
    });
  const button = (word: string, press: () => void) => (
    <Button
      variant="default"
      size="compact-sm"
      loading={amend.isPending}
      aria-label={`${name} ${t.arrivals.missing}: ${word}`}
      onClick={press}
    >
      {word}
    </Button>
  );
  return (
    <div className={classes.missing}>
      {phone.sender_missing_is_assumed && phone.sender_missing === "ALLOWED" && (
        <p className="lp-warn">{t.arrivals.assumed}</p>
      )}
      <p className="quiet">
        {t.arrivals.missing}: {t.arrivals.missingStates[phone.sender_missing]}
      </p>
      {canManage && phone.sender_missing !== "HELD" && button(t.arrivals.hold, () => set("HELD"))}
      {canManage && phone.sender_missing !== "ALLOWED" && button(t.arrivals.allow, ask)}
    </div>
  );
}

/** Asks the owner whether it was they who made this phone tell its senders. */
export function ConfirmSender({ phone, name }: Props) {
  const { t } = useText();
  const failed = useFailed();
  const { id, canManage } = useHere();
  const accept = useAction(
    (_: undefined, headers) =>
      take(
        api.POST("/workspaces/{id}/phone-numbers/{phone_id}/confirm-sender", {
          params: { path: { id, phone_id: phone.id } },
          headers,
        }),
      ),
    phonesKey(id),
  );
  if (!phone.sender_unconfirmed) return null;
  const press = () =>
    accept.mutate(undefined, {
      onSuccess: () => toast.done(t.arrivals.confirmed(name)),
      onError: failed,
    });
  return (
    <div className="lp-warn">
      <p>
        <strong>{t.arrivals.unconfirmed}</strong>
      </p>
      <p>{t.arrivals.unconfirmedNote}</p>
      {canManage && (
        <Button variant="default" size="xs" mt="xs" loading={accept.isPending} onClick={press}>
          {t.arrivals.confirm}
        </Button>
      )}
    </div>
  );
}
