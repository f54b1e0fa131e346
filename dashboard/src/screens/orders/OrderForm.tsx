import { Button, Collapse, NumberInput, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { Account } from "../../api/client";
import { ORDER_MAX } from "../../api/orders";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { AMOUNT_MAX } from "../../format/money";
import { fromLocalInput } from "../../format/time";
import { useText } from "../../i18n/language";

export interface OrderValues {
  order_number: string;
  amount: number | "";
  depositor_name: string;
  customer_email: string;
  customer_phone: string;
  memo: string;
  /** As `<input type="datetime-local">` holds it, KST. */
  expires_at: string;
  /** The account's id; `null`: any. */
  bank_account_id: string | null;
}

export const EMPTY_ORDER: OrderValues = {
  order_number: "",
  amount: "",
  depositor_name: "",
  customer_email: "",
  customer_phone: "",
  memo: "",
  expires_at: "",
  bank_account_id: null,
};

export interface OrderBody {
  order_number: string;
  amount: number;
  depositor_name: string;
  customer_email: string | null;
  customer_phone: string | null;
  memo: string | null;
  expires_at: string | null;
  /** Of a new order alone: it never changes. */
  bank_account_id?: number;
}

/** Empty fields are `null`. */
export function bodyOf(values: OrderValues): OrderBody {
  const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    order_number: values.order_number.trim(),
    amount: values.amount === "" ? 0 : values.amount,
    depositor_name: values.depositor_name.trim(),
    customer_email: orNull(values.customer_email),
    customer_phone: orNull(values.customer_phone),
    memo: orNull(values.memo),
    expires_at: fromLocalInput(values.expires_at),
    ...(values.bank_account_id !== null && { bank_account_id: Number(values.bank_account_id) }),
  };
}

interface Props {
  initial: OrderValues;
  /** What an order that is there no longer lets change. */
  fixed: readonly (keyof OrderValues)[];
  submitLabel: string;
  pending: boolean;
  /** Of a new order: the accounts into which it can be paid. */
  accounts?: readonly Account[];
  submit: (body: OrderBody, failed: (error: unknown) => void) => void;
  cancel: () => void;
}

/** For a new order and for one that is there. */
export function OrderForm({ initial, fixed, submitLabel, pending, accounts = [], submit, cancel }: Props) {
  const { t } = useText();
  const form = useForm({ initialValues: initial });
  const errors = useServerErrors(form);
  const [more, setMore] = useState(initial.order_number !== "");
  const field = (name: keyof OrderValues) => ({ disabled: fixed.includes(name), ...form.getInputProps(name) });
  const send = form.onSubmit((values) => {
    errors.clear();
    submit(bodyOf(values), (error) => {
      setMore(true);
      errors.take(error);
    });
  });
  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label={t.orders.number}
          placeholder="A-2024-0001"
          maxLength={ORDER_MAX.number}
          required
          data-autofocus
          autoComplete="off"
          {...field("order_number")}
        />
        <NumberInput
          label={t.orders.amount}
          placeholder="14,510"
          suffix={t.common.wonSuffix}
          min={1}
          max={AMOUNT_MAX}
          clampBehavior="none"
          required
          {...field("amount")}
        />
        <TextInput
          label={t.orders.depositor}
          description={t.orders.depositorNote}
          placeholder="홍길동"
          maxLength={ORDER_MAX.depositor}
          required
          autoComplete="off"
          {...field("depositor_name")}
        />
        {!more && (
          <Button variant="subtle" size="compact-md" onClick={() => setMore(true)}>
            {t.orders.moreFields}
          </Button>
        )}
        <Collapse expanded={more} transitionDuration={0}>
          <Stack>
            <TextInput
              type="datetime-local"
              label={t.orders.expires}
              description={t.orders.expiresNote}
              {...field("expires_at")}
            />
            {accounts.length > 1 && (
              <Select
                label={t.orders.account}
                description={t.orders.accountNote}
                placeholder={t.orders.anyAccount}
                clearable
                data={accounts.map((one) => ({
                  value: String(one.id),
                  label: `${one.bank_name} ${one.account_number}`,
                }))}
                {...field("bank_account_id")}
              />
            )}
            <TextInput type="email" label={t.orders.email} maxLength={ORDER_MAX.email} {...field("customer_email")} />
            <TextInput type="tel" label={t.orders.phone} maxLength={ORDER_MAX.phone} {...field("customer_phone")} />
            <Textarea
              label={t.orders.memo}
              maxLength={ORDER_MAX.memo}
              autosize
              minRows={2}
              maxRows={6}
              {...field("memo")}
            />
          </Stack>
        </Collapse>
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={cancel} yes={submitLabel} sending={pending} />
      </Stack>
    </form>
  );
}
