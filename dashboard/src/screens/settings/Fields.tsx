import { NumberInput, Radio, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Schemas } from "../../api/client";
import { useHere } from "../../app/workspace";
import { useText } from "../../i18n/language";

export interface Values {
  name: string;
  tie: Schemas["TiePolicy"];
  days: number | "";
  early: number | "";
  lock: number | "";
  strict: string;
  intake: Schemas["Intake"];
  senders: Schemas["SenderPolicy"];
  limit: number | "";
  retention: number | "";
}

interface Props {
  form: UseFormReturnType<Values>;
}

/** How far an order and its deposit may lie apart, and what becomes of orders that no name can match. */
export function Windows({ form }: Props) {
  const { t } = useText();
  const { isOwner } = useHere();
  return (
    <>
      <NumberInput
        label={t.settings.days}
        description={t.settings.daysNote}
        min={1}
        max={365}
        suffix={t.settings.daysSuffix}
        required
        readOnly={!isOwner}
        {...form.getInputProps("days")}
      />
      <Hours label={t.settings.early} note={t.settings.earlyNote} {...form.getInputProps("early")} />
      <Radio.Group label={t.settings.strict} {...form.getInputProps("strict")}>
        <Stack mt="sm">
          <Radio value="STRICT" label={t.settings.strictOn} description={t.settings.strictOnNote} disabled={!isOwner} />
          <Radio value="WARN" label={t.settings.strictOff} description={t.settings.strictOffNote} disabled={!isOwner} />
        </Stack>
      </Radio.Group>
    </>
  );
}

/** Whose messages are believed, up to which amount, and how long they are kept. */
export function Intake({ form }: Props) {
  const { t } = useText();
  const { isOwner } = useHere();
  return (
    <>
      <Radio.Group label={t.settings.intake} {...form.getInputProps("intake")}>
        <Stack mt="sm">
          <Radio value="KEYED" label={t.settings.keyed} description={t.settings.keyedNote} disabled={!isOwner} />
          <Radio value="OPEN" label={t.settings.open} description={t.settings.openNote} disabled={!isOwner} />
        </Stack>
      </Radio.Group>
      <Radio.Group label={t.settings.senders} {...form.getInputProps("senders")}>
        <Stack mt="sm">
          <Radio
            value="KNOWN"
            label={t.settings.sendersKnown}
            description={t.settings.sendersKnownNote}
            disabled={!isOwner}
          />
          <Radio
            value="ANY"
            label={t.settings.sendersAny}
            description={t.settings.sendersAnyNote}
            disabled={!isOwner}
          />
        </Stack>
      </Radio.Group>
      <Hours label={t.settings.lock} note={t.settings.lockNote} {...form.getInputProps("lock")} />
      <NumberInput
        label={t.settings.limit}
        description={t.settings.limitNote}
        suffix={t.common.wonSuffix}
        readOnly={!isOwner}
        {...form.getInputProps("limit")}
      />
      <NumberInput
        label={t.settings.retention}
        description={t.settings.retentionNote}
        suffix={t.settings.daysSuffix}
        readOnly={!isOwner}
        {...form.getInputProps("retention")}
      />
    </>
  );
}

/** Hours, up to thirty days. */
function Hours({ label, note, ...input }: { label: string; note: string }) {
  const { t } = useText();
  const { isOwner } = useHere();
  return (
    <NumberInput
      label={label}
      description={note}
      min={0}
      max={720}
      suffix={t.settings.hoursSuffix}
      required
      readOnly={!isOwner}
      {...input}
    />
  );
}
