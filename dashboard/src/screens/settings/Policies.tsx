import { Button, Group, NumberInput, Select, Stack, Switch } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import type { ReactNode } from "react";
import { type Backtest, useBacktest } from "../../api/backtest";
import type { Schemas, Workspace } from "../../api/client";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { count } from "../../format/money";
import { useText } from "../../i18n/language";
import { LastMonth, MonthNote } from "./LastMonth";
import { MOST, NAMES, policiesOf, triedOf, type Values, valuesOf } from "./policies";

interface Props {
  workspace: Workspace;
  change: {
    isPending: boolean;
    mutate: (
      body: Schemas["AmendWorkspace"],
      then: { onSuccess: () => void; onError: (error: unknown) => void },
    ) => void;
  };
}

/** The numbers are typed: last month is asked about once they stand. */
const TYPING_MS = 500;

/** What is matched by itself beyond the exact pair, and what it would have made of last month. */
export function Policies({ workspace, change }: Props) {
  const { t } = useText();
  const { isOwner } = useHere();
  const form = useForm<Values>({ initialValues: valuesOf(workspace.settings.policies) });
  const [settled] = useDebouncedValue(form.values, TYPING_MS);
  const month = useBacktest(workspace.id, triedOf(settled));
  const errors = useServerErrors(form, NAMES);
  const submit = form.onSubmit((values) =>
    change.mutate(
      { settings: { policies: policiesOf(values) } },
      {
        onSuccess: () => {
          errors.clear();
          toast.done(t.settings.saved);
        },
        onError: errors.take,
      },
    ),
  );
  return (
    <Card title={t.policies.title}>
      <form onSubmit={submit}>
        <Stack maw={560} gap="xl">
          <p>{t.policies.note}</p>
          <MonthNote month={month.data} />
          {month.error !== null && <Trouble error={month.error} retry={() => void month.refetch()} />}
          <Policy form={form} name="short" month={month.data}>
            <Short form={form} />
          </Policy>
          <Policy form={form} name="over" month={month.data}>
            <Over form={form} />
          </Policy>
          <Policy form={form} name="late" note={t.policies.lateNote} month={month.data}>
            <Count
              form={form}
              name="lateHours"
              most={MOST.lateHours}
              note={t.policies.lateHoursNote(MOST.lateHours)}
              suffix={t.settings.hoursSuffix}
            />
          </Policy>
          <Policy form={form} name="combined" note={t.policies.combinedNote} month={month.data} />
          <Policy form={form} name="split" note={t.policies.splitNote} month={month.data} />
          {errors.other !== null && <Trouble error={errors.other} />}
          {isOwner && (
            <Group>
              <Button type="submit" loading={change.isPending}>
                {t.policies.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  );
}

type Form = { form: UseFormReturnType<Values> };

interface PolicyProps extends Form {
  name: Schemas["PolicyKind"];
  note?: string;
  month: Backtest | undefined;
  children?: ReactNode;
}

/** A switch, what belongs to it while it is on, and what it would have made of last month. */
function Policy({ form, name, note, month, children }: PolicyProps) {
  const { t } = useText();
  const { isOwner } = useHere();
  return (
    <Stack gap="sm">
      <Switch
        label={t.policies[name]}
        {...(note !== undefined && { description: note })}
        disabled={!isOwner}
        {...form.getInputProps(name, { type: "checkbox" })}
      />
      {form.values[name] && children}
      <LastMonth month={month} policy={name} />
    </Stack>
  );
}

function Short({ form }: Form) {
  const { t } = useText();
  return (
    <>
      <Count
        form={form}
        name="shortUpTo"
        most={MOST.shortUpTo}
        note={t.policies.shortUpToNote(count(MOST.shortUpTo))}
        suffix={t.common.wonSuffix}
      />
      <Count
        form={form}
        name="shortPercent"
        most={MOST.shortPercent}
        note={t.policies.shortPercentNote(MOST.shortPercent)}
        suffix={t.policies.percent}
      />
    </>
  );
}

function Over({ form }: Form) {
  const { t } = useText();
  const { isOwner } = useHere();
  return (
    <>
      <Count form={form} name="overUpTo" suffix={t.common.wonSuffix} />
      <Select
        label={t.policies.overTreat}
        data={Object.entries(t.policies.treatments).map(([value, label]) => ({ value, label }))}
        allowDeselect={false}
        disabled={!isOwner}
        {...form.getInputProps("overTreat")}
      />
    </>
  );
}

interface CountProps extends Form {
  name: "shortUpTo" | "shortPercent" | "overUpTo" | "lateHours";
  most?: number;
  note?: string;
  suffix: string;
}

/** A whole number above zero. */
function Count({ form, name, most, note, suffix }: CountProps) {
  const { t } = useText();
  const { isOwner } = useHere();
  return (
    <NumberInput
      label={t.policies[name]}
      {...(note !== undefined && { description: note })}
      suffix={suffix}
      min={1}
      {...(most !== undefined && { max: most })}
      required
      readOnly={!isOwner}
      {...form.getInputProps(name)}
    />
  );
}
