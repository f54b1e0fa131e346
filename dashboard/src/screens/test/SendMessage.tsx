import { Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Link } from "react-router";
import { api, type Schemas, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { NeedsAccount, useLacksAccount } from "./NeedsAccount";
import classes from "./SendMessage.module.css";

interface Props {
  close: () => void;
}

/** Has the bank of a shop for trying write, and shows what it wrote and what came of it. */
export default function SendMessage({ close }: Props) {
  const { t } = useText();
  return (
    <Modal opened onClose={close} title={t.shell.sendTest}>
      <Form close={close} />
    </Modal>
  );
}

function useSend(ws: number) {
  return useAction(
    (body: Schemas["TestMessage"], headers) =>
      take(api.POST("/workspaces/{id}/test/messages", { params: { path: { id: ws } }, body, headers })),
    wsKey(ws),
  );
}

function Form({ close }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const send = useSend(id);
  const isLacking = useLacksAccount();
  const [sent, setSent] = useState<Schemas["TestMessageAnswer"]>();
  const form = useForm<{ amount: number | ""; name: string }>({ initialValues: { amount: "", name: "" } });
  const errors = useServerErrors(form);
  const submit = form.onSubmit(({ amount, name }) => {
    errors.clear();
    setSent(undefined);
    send.mutate({ amount: Number(amount), name }, { onSuccess: setSent, onError: errors.take });
  }, errors.show);
  return (
    <form onSubmit={submit}>
      <Stack>
        <p>{t.shell.sendTestNote}</p>
        <NeedsAccount close={close} />
        <TextInput label={t.shell.testName} maxLength={60} data-autofocus {...form.getInputProps("name")} />
        <NumberInput
          label={t.shell.testAmount}
          suffix={t.common.wonSuffix}
          min={1}
          required
          {...form.getInputProps("amount")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        {sent !== undefined && (
          <div role="status" className={classes.sent}>
            <pre>{sent.raw_sms}</pre>
            {sent.deposit_id == null ? (
              <p>{t.shell.sentWithoutDeposit}</p>
            ) : (
              <Link to={paths.deposit(id, sent.deposit_id)} className="lp-link" onClick={close}>
                {t.deposits.numbered(sent.deposit_id)}
              </Link>
            )}
          </div>
        )}
        <FormButtons
          cancel={close}
          no={t.common.close}
          yes={t.shell.sendTestYes}
          sending={send.isPending}
          disabled={isLacking}
        />
      </Stack>
    </form>
  );
}
