import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { api, BASE_PATH, type Schemas, take } from "../../api/client";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { Copy } from "../../components/Copy";
import { FormButtons } from "../../components/FormButtons";
import { heldOpen } from "../../components/heldOpen";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { dayEnd, dayOf, dayPlus } from "../../format/time";
import { useText } from "../../i18n/language";
import { tokensKey } from "./Tokens";

type Scope = Schemas["Scope"];
const SCOPES: readonly Scope[] = ["read", "orders", "deposits", "manage"];
/** What a shop's server needs; a token that changes accounts or phones is for few. */
const USUAL: Scope[] = ["read", "orders", "deposits"];

const LIVES = ["30", "90", "365", "never"] as const;
/** At the end of a day, so that the same choice pressed again is the same request. */
function expiry(days: string): string | null {
  return days === "never" ? null : dayEnd(dayPlus(dayOf(new Date()), Number(days)));
}

/** Issues a token and shows its text, this once. */
export function IssueToken({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useText();
  const [issued, setIssued] = useState<string | null>(null);
  const leave = () => {
    setIssued(null);
    close();
  };
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={issued === null ? t.tokens.issue : t.tokens.issuedTitle}
      size="lg"
      {...heldOpen(issued !== null)}
    >
      {issued === null ? <Ask done={setIssued} cancel={leave} /> : <Show token={issued} close={leave} />}
    </Modal>
  );
}

function Ask({ done, cancel }: { done: (token: string) => void; cancel: () => void }) {
  const { t } = useText();
  const here = useHere();
  const form = useForm({ initialValues: { name: "", days: "365", scopes: USUAL as string[], where: "here" } });
  const errors = useServerErrors(form, { expires_at: "days" });
  const issue = useAction(
    (body: Schemas["IssueToken"], headers) => take(api.POST("/auth/tokens", { body, headers })),
    tokensKey,
  );
  const submit = form.onSubmit(({ name, days, scopes, where }) =>
    issue.mutate(
      {
        name: name.trim(),
        expires_at: expiry(days),
        scopes: SCOPES.filter((scope) => scopes.includes(scope)),
        workspace_ids: where === "here" ? [here.id] : null,
      },
      { onSuccess: (answer) => done(answer.token), onError: errors.take },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t.tokens.name}
          placeholder={t.tokens.nameExample}
          maxLength={60}
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("name")}
        />
        <Checkbox.Group label={t.tokens.scopes} {...form.getInputProps("scopes")}>
          <Stack gap="xs" mt="xs">
            {SCOPES.map((scope) => (
              <Checkbox key={scope} value={scope} label={t.tokens.may[scope]} description={t.tokens.mayNote[scope]} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t.tokens.where}
          allowDeselect={false}
          data={[
            { value: "here", label: t.tokens.here(here.workspace.name) },
            { value: "all", label: t.tokens.everywhere },
          ]}
          {...form.getInputProps("where")}
        />
        <Select
          label={t.tokens.expires}
          allowDeselect={false}
          data={LIVES.map((days) => ({ value: days, label: t.tokens.lives[days] }))}
          {...form.getInputProps("days")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons
          cancel={cancel}
          yes={t.tokens.issueYes}
          sending={issue.isPending}
          disabled={form.values.scopes.length === 0}
        />
      </Stack>
    </form>
  );
}

function Show({ token, close }: { token: string; close: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const curl = `curl ${window.location.origin}${BASE_PATH}/workspaces/${id}/orders \\\n  -H 'Authorization: Bearer ${token}'`;
  return (
    <Stack>
      <p role="status">{t.tokens.once}</p>
      <Copy text={token} label={t.tokens.token} />
      <p>{t.tokens.tryIt}</p>
      <Copy text={curl} label={t.tokens.example} />
      <Group justify="flex-end">
        <Button onClick={close}>{t.tokens.kept}</Button>
      </Group>
    </Stack>
  );
}
