import { Button, Group, NumberInput, Select, Stack, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Schemas, Workspace } from "../../api/client";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";

interface Values {
  short: boolean;
  shortUpTo: number | "";
  shortPercent: number | "";
  over: boolean;
  overUpTo: number | "";
  overTreat: Schemas["RestTreatment"];
  late: boolean;
  lateHours: number | "";
  combined: boolean;
  split: boolean;
}

type Set = Schemas["PoliciesView"];

/** The policies as the form shows them: what is off has a careful value to begin with. */
export function valuesOf(set: Set): Values {
  return {
    short: set.short != null,
    shortUpTo: set.short?.up_to ?? 500,
    shortPercent: set.short?.percent ?? 5,
    over: set.over != null,
    overUpTo: set.over?.up_to ?? 500,
    overTreat: set.over?.treat ?? "REFUND_DUE",
    late: set.late != null,
    lateHours: set.late?.within_hours ?? 24,
    combined: set.combined === "AUTO",
    split: set.split === "AUTO",
  };
}

/** What the form says, for the API: `null` switches one off. */
export function policiesOf(values: Values): Schemas["AmendPolicies"] {
  return {
    short: values.short ? { up_to: Number(values.shortUpTo), percent: Number(values.shortPercent) } : null,
    over: values.over ? { up_to: Number(values.overUpTo), treat: values.overTreat } : null,
    late: values.late ? { within_hours: Number(values.lateHours) } : null,
    combined: values.combined ? "AUTO" : "PROPOSE",
    split: values.split ? "AUTO" : "PROPOSE",
  };
}

/** The API's names of what the form calls otherwise. */
const NAMES = {
  "settings.policies.short.up_to": "shortUpTo",
  "settings.policies.short.percent": "shortPercent",
  "settings.policies.over.up_to": "overUpTo",
  "settings.policies.late.within_hours": "lateHours",
};

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

/** What is matched by itself beyond the exact pair. */
export function Policies({ workspace, change }: Props) {
  const { t } = useText();
  const { isOwner } = useHere();
  const form = useForm<Values>({ initialValues: valuesOf(workspace.settings.policies) });
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
  const check = (name: "short" | "over" | "late" | "combined" | "split") => ({
    disabled: !isOwner,
    ...form.getInputProps(name, { type: "checkbox" }),
  });
  const number = (name: "shortUpTo" | "shortPercent" | "overUpTo" | "lateHours", max?: number) => ({
    min: 1,
    ...(max !== undefined && { max }),
    thousandSeparator: ",",
    allowDecimal: false,
    required: true,
    readOnly: !isOwner,
    ...form.getInputProps(name),
  });
  return (
    <Card title={t.policies.title}>
      <form onSubmit={submit}>
        <Stack maw={560} gap="lg">
          <p>{t.policies.note}</p>
          <Switch label={t.policies.short} {...check("short")} />
          {form.values.short && (
            <>
              <NumberInput
                label={t.policies.shortUpTo}
                description={t.policies.shortUpToNote}
                suffix={t.common.wonSuffix}
                {...number("shortUpTo", 5000)}
              />
              <NumberInput
                label={t.policies.shortPercent}
                description={t.policies.shortPercentNote}
                suffix={t.policies.percent}
                {...number("shortPercent", 10)}
              />
            </>
          )}
          <Switch label={t.policies.over} {...check("over")} />
          {form.values.over && (
            <>
              <NumberInput label={t.policies.overUpTo} suffix={t.common.wonSuffix} {...number("overUpTo")} />
              <Select
                label={t.policies.overTreat}
                data={Object.entries(t.policies.treatments).map(([value, label]) => ({ value, label }))}
                allowDeselect={false}
                disabled={!isOwner}
                {...form.getInputProps("overTreat")}
              />
            </>
          )}
          <Switch label={t.policies.late} description={t.policies.lateNote} {...check("late")} />
          {form.values.late && (
            <NumberInput
              label={t.policies.lateHours}
              description={t.policies.lateHoursNote}
              suffix={t.settings.hoursSuffix}
              {...number("lateHours", 720)}
            />
          )}
          <Switch label={t.policies.combined} description={t.policies.combinedNote} {...check("combined")} />
          <Switch label={t.policies.split} description={t.policies.splitNote} {...check("split")} />
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
