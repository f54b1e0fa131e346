import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useAccounts } from "../../api/accounts";
import { api, type Schemas, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { fromLocalInput, toLocalInput } from "../../format/time";
import { useText } from "../../i18n/language";

interface Values {
  account: string | null;
  amount: number | "";
  name: string;
  at: string;
}

/** A deposit that no message told of, typed by hand. It is matched as any other. */
export function RecordDeposit({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const navigate = useNavigate();
  const accounts = useAccounts(id).data ?? [];
  const form = useForm<Values>({ initialValues: { account: null, amount: "", name: "", at: "" } });
  const errors = useServerErrors(form, { bank_account_id: "account", depositor_name: "name", deposited_at: "at" });
  const record = useAction(
    (body: Schemas["RecordDeposit"]) => take(api.POST("/workspaces/{id}/deposits", { params: { path: { id } }, body })),
    wsKey(id),
  );
  const active = accounts.filter((account) => account.is_active);
  const only = active.length === 1 ? String(active[0]?.id) : null;
  const { setValues } = form;
  useEffect(() => {
    if (opened) setValues({ account: only, amount: "", name: "", at: toLocalInput(new Date()) });
  }, [opened, only, setValues]);
  const submit = form.onSubmit((values) =>
    record.mutate(
      {
        bank_account_id: Number(values.account),
        amount: Number(values.amount),
        depositor_name: values.name.trim(),
        deposited_at: fromLocalInput(values.at) ?? "",
      },
      {
        onSuccess: (deposit) => {
          const said = { MATCHED: t.deposits.recordedMatched, HELD: t.deposits.recordedHeld }[deposit.state];
          toast.done(said ?? t.deposits.recordedWaits);
          close();
          void navigate(paths.deposit(id, deposit.id));
        },
        onError: errors.take,
      },
    ),
  );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t.deposits.record}
      closeButtonProps={{ "aria-label": t.common.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t.deposits.account}
            required
            allowDeselect={false}
            data={active.map((account) => ({
              value: String(account.id),
              label: `${account.bank_name} ${account.account_number}`,
            }))}
            nothingFoundMessage={t.deposits.noAccounts}
            {...form.getInputProps("account")}
          />
          <NumberInput
            label={t.deposits.amount}
            suffix={t.common.wonSuffix}
            thousandSeparator=","
            allowNegative={false}
            allowDecimal={false}
            hideControls
            inputMode="numeric"
            required
            {...form.getInputProps("amount")}
          />
          <TextInput
            label={t.deposits.name}
            maxLength={60}
            required
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          <TextInput type="datetime-local" label={t.deposits.atKst} required {...form.getInputProps("at")} />
          {errors.other !== null && <Trouble error={errors.other} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {t.deposits.recordYes}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
