import { Modal, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "react-router";
import { api, type Schemas, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import {
  DepositFields,
  EMPTY_DEPOSIT,
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
import { useText } from "../../i18n/language";

/** A deposit that no message told of, typed by hand. It is matched as any other. */
export default function RecordDeposit({ close }: { close: () => void }) {
  const { t } = useText();
  return (
    <Modal opened onClose={close} title={t.deposits.record}>
      <Form close={close} />
    </Modal>
  );
}

function Form({ close }: { close: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const navigate = useNavigate();
  const { only } = useActiveAccounts();
  const form = useForm<TypedDeposit>({ initialValues: { ...EMPTY_DEPOSIT, account: only } });
  const errors = useServerErrors(form, TYPED_NAMES);
  const record = useAction(
    (body: Schemas["RecordDeposit"], headers) =>
      take(api.POST("/workspaces/{id}/deposits", { params: { path: { id } }, body, headers })),
    wsKey(id),
  );
  const submit = form.onSubmit((values) =>
    record.mutate(typedBody(values), {
      onSuccess: (deposit) => {
        toast.done(recordedWords(t)[deposit.state]);
        close();
        void navigate(paths.deposit(id, deposit.id));
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
