import { Modal, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "react-router";
import { api, type Schemas, take } from "../../api/client";
import type { MessageStory } from "../../api/messages";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import {
  DepositFields,
  TYPED_NAMES,
  type TypedDeposit,
  typedBody,
  useActiveAccounts,
} from "../../components/DepositFields";
import { recordedWords } from "../../components/DepositTag";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { toLocalInput } from "../../format/time";
import { useText } from "../../i18n/language";

interface Props {
  message: MessageStory;
  opened: boolean;
  close: () => void;
}

/** What the message says, typed by a person who sees it: whatever the reader understood stands there already. */
export function EnterByHand({ message, opened, close }: Props) {
  const { t } = useText();
  return (
    <Modal opened={opened} onClose={close} title={t.inbox.enter}>
      {opened && (
        <Stack>
          <section aria-label={t.inbox.received}>
            <pre className={beside.sms}>{message.raw_sms}</pre>
          </section>
          <Form message={message} close={close} />
        </Stack>
      )}
    </Modal>
  );
}

function Form({ message, close }: { message: MessageStory; close: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const navigate = useNavigate();
  const { only } = useActiveAccounts();
  const { reading } = message;
  const form = useForm<TypedDeposit>({
    initialValues: {
      account: message.bank_account_id == null ? only : String(message.bank_account_id),
      amount: reading.amount ?? "",
      name: reading.depositor ?? "",
      at: reading.at == null ? "" : toLocalInput(reading.at),
    },
  });
  const errors = useServerErrors(form, TYPED_NAMES);
  const record = useAction(
    (body: Schemas["TypeDeposit"], headers) =>
      take(
        api.POST("/workspaces/{id}/messages/{message_id}/deposit", {
          params: { path: { id, message_id: message.id } },
          body,
          headers,
        }),
      ),
    wsKey(id),
  );
  const submit = form.onSubmit((values) =>
    record.mutate(typedBody(values), {
      onSuccess: (made) => {
        toast.done(recordedWords(t)[made.state]);
        close();
        void navigate(paths.deposit(id, made.deposit_id));
      },
      onError: errors.take,
    }),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <DepositFields form={form} />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={close} yes={t.deposits.recordYes} sending={record.isPending} />
      </Stack>
    </form>
  );
}
