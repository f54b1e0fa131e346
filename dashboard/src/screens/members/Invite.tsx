import { Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { api, type Schemas, take } from "../../api/client";
import { invitationsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Copy } from "../../components/Copy";
import { FormButtons } from "../../components/FormButtons";
import { heldOpen } from "../../components/heldOpen";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";

type Invitation = Schemas["NewInvitation"];

export function Invite({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useText();
  const [made, setMade] = useState<Invitation | null>(null);
  const leave = () => {
    setMade(null);
    close();
  };
  return (
    <Modal opened={opened} onClose={leave} title={t.members.invite} {...heldOpen(made !== null)}>
      {made === null ? <Ask done={setMade} cancel={leave} /> : <Show made={made} close={leave} />}
    </Modal>
  );
}

function Ask({ done, cancel }: { done: (made: Invitation) => void; cancel: () => void }) {
  const { t, language } = useText();
  const { id } = useHere();
  const form = useForm<Schemas["Invite"]>({ initialValues: { email: "", role: "MEMBER" } });
  const errors = useServerErrors(form);
  const invite = useAction(
    (body: Schemas["Invite"], headers) =>
      take(api.POST("/workspaces/{id}/invitations", { params: { path: { id } }, body, headers })),
    invitationsKey(id),
  );
  const submit = form.onSubmit((values) =>
    invite.mutate({ ...values, email: values.email.trim(), language }, { onSuccess: done, onError: errors.take }),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          type="email"
          label={t.entry.email}
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("email")}
        />
        <Radio.Group label={t.members.role} {...form.getInputProps("role")}>
          <Stack mt="xs">
            <Radio value="MEMBER" label={t.members.roles.MEMBER} description={t.members.memberMay} />
            <Radio value="VIEWER" label={t.members.roles.VIEWER} description={t.members.viewerMay} />
          </Stack>
        </Radio.Group>
        <p className="quiet">
          {t.members.roles.OWNER}: {t.members.ownerMay}
        </p>
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={cancel} yes={t.members.makeLink} sending={invite.isPending} />
      </Stack>
    </form>
  );
}

function Show({ made, close }: { made: Invitation; close: () => void }) {
  const { t, language } = useText();
  return (
    <Stack>
      <p role="status">{t.members.handOn(made.email, exact(made.expires_at, language))}</p>
      <p className="quiet">{t.members.mailedToo}</p>
      <Copy text={`${window.location.origin}${paths.invitation}#${made.code}`} label={t.members.link} />
      <Group justify="flex-end">
        <Button onClick={close}>{t.members.handed}</Button>
      </Group>
    </Stack>
  );
}
