import { Button, Checkbox, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { type Account, api, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";

/** An account's name, holder and overdraft. Its number and bank stay: deposits rest on them. */
export function RenameAccount({ account }: { account: Account }) {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button
        variant="default"
        aria-label={`${account.bank_name} ${account.account_number} ${t.common.edit}`}
        onClick={() => setOpened(true)}
      >
        {t.common.edit}
      </Button>
      <Modal opened={opened} onClose={close} title={t.accounts.rename}>
        {opened && <Form account={account} close={close} />}
      </Modal>
    </>
  );
}

function Form({ account, close }: { account: Account; close: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const form = useForm({
    initialValues: { name: account.bank_name, holder: account.account_holder, overdraft: account.overdraft },
  });
  const errors = useServerErrors(form, { bank_name: "name", account_holder: "holder" });
  const amend = useAction(
    (body: { bank_name: string; account_holder: string; overdraft: boolean }) =>
      take(
        api.PATCH("/workspaces/{id}/bank-accounts/{account_id}", {
          params: { path: { id, account_id: account.id } },
          body,
        }),
      ),
    wsKey(id),
  );
  const submit = form.onSubmit(({ name, holder, overdraft }) =>
    amend.mutate(
      { bank_name: name.trim(), account_holder: holder.trim(), overdraft },
      {
        onSuccess: (changed) => {
          toast.done(t.accounts.renamed(changed.bank_name));
          close();
        },
        onError: errors.take,
      },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t.accounts.name}
          description={t.accounts.nameNote(account.account_number)}
          maxLength={60}
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("name")}
        />
        <TextInput
          label={t.accounts.holder}
          description={t.accounts.holderNote}
          maxLength={60}
          required
          autoComplete="off"
          {...form.getInputProps("holder")}
        />
        <Checkbox
          label={t.accounts.overdraft}
          description={t.accounts.overdraftNote}
          {...form.getInputProps("overdraft", { type: "checkbox" })}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={close} yes={t.common.save} sending={amend.isPending} />
      </Stack>
    </form>
  );
}
