import { Button, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, take } from "../../api/client";
import { useAction } from "../../api/useAction";
import { Copy } from "../../components/Copy";
import { QrCode } from "../../components/QrCode";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useText } from "../../i18n/language";

const factorKey = ["second-factor"] as const;

interface Shared {
  secret: string;
  otpauth_url: string;
}

/** The second factor of the person who is logged in: begun, switched on, renewed, ended. */
export default function SecondFactorDialog({ close }: { close: () => void }) {
  const { t } = useText();
  const factor = useQuery({
    queryKey: factorKey,
    queryFn: ({ signal }) => take(api.GET("/auth/second-factor", { signal })),
  });
  const [shared, setShared] = useState<Shared | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Modal opened onClose={close} title={t.secondFactor.title}>
      {factor.error !== null && <Trouble error={factor.error} />}
      {codes !== null ? (
        <RecoveryCodes codes={codes} done={close} />
      ) : shared !== null ? (
        <Confirm shared={shared} confirmed={setCodes} />
      ) : factor.data?.is_on === true ? (
        <On left={factor.data.recovery_codes_left} renewed={setCodes} ended={close} />
      ) : (
        factor.data !== undefined && <Begin begun={setShared} />
      )}
    </Modal>
  );
}

/** What it is, and the password that begins it. */
function Begin({ begun }: { begun: (shared: Shared) => void }) {
  const { t } = useText();
  const form = useForm({ initialValues: { password: "" } });
  const begin = useAction(
    (body: { password: string }, headers) => take(api.POST("/auth/second-factor", { body, headers })),
    null,
  );
  return (
    <form onSubmit={form.onSubmit((values) => begin.mutate(values, { onSuccess: begun }))}>
      <Stack>
        <p>{t.secondFactor.about}</p>
        <Password {...form.getInputProps("password")} />
        {begin.error !== null && <Trouble error={begin.error} />}
        <Button type="submit" loading={begin.isPending}>
          {t.secondFactor.begin}
        </Button>
      </Stack>
    </form>
  );
}

/** The code for the app, and the first code of the app. */
function Confirm({ shared, confirmed }: { shared: Shared; confirmed: (codes: string[]) => void }) {
  const { t } = useText();
  const form = useForm({ initialValues: { code: "" } });
  const confirm = useAction(
    (body: { code: string }, headers) => take(api.POST("/auth/second-factor/confirm", { body, headers })),
    factorKey,
  );
  const submit = form.onSubmit((values) =>
    confirm.mutate(values, { onSuccess: ({ recovery_codes }) => confirmed(recovery_codes) }),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <p>{t.secondFactor.scan}</p>
        <QrCode text={shared.otpauth_url} label={t.secondFactor.qr} />
        <Copy text={shared.secret} label={t.secondFactor.secret} />
        <Code description={t.secondFactor.codeOfApp} {...form.getInputProps("code")} />
        {confirm.error !== null && <Trouble error={confirm.error} />}
        <Button type="submit" loading={confirm.isPending}>
          {t.secondFactor.confirm}
        </Button>
      </Stack>
    </form>
  );
}

/** The recovery codes, this once. */
function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const { t } = useText();
  return (
    <Stack>
      <p role="status">{t.secondFactor.keepCodes}</p>
      <Copy text={codes.join("\n")} label={t.secondFactor.recoveryCodes} />
      <Button onClick={done}>{t.secondFactor.kept}</Button>
    </Stack>
  );
}

/** It is on: new recovery codes, or its end. */
function On({ left, renewed, ended }: { left: number; renewed: (codes: string[]) => void; ended: () => void }) {
  const { t } = useText();
  const form = useForm({ initialValues: { code: "", password: "" } });
  const renew = useAction(
    (body: { code: string }, headers) => take(api.POST("/auth/second-factor/recovery-codes", { body, headers })),
    factorKey,
  );
  const end = useAction(
    (body: { code: string; password: string }, headers) => take(api.POST("/auth/second-factor/end", { body, headers })),
    factorKey,
  );
  const submitEnd = form.onSubmit((values) =>
    end.mutate(values, {
      onSuccess: () => {
        toast.done(t.secondFactor.ended);
        ended();
      },
    }),
  );
  const { code } = form.values;
  return (
    <form onSubmit={submitEnd}>
      <Stack>
        <p>{t.secondFactor.isOn(left)}</p>
        <Code description={t.secondFactor.codeOfApp} {...form.getInputProps("code")} />
        {renew.error !== null && <Trouble error={renew.error} />}
        <Button
          variant="default"
          disabled={code === ""}
          loading={renew.isPending}
          onClick={() => renew.mutate({ code }, { onSuccess: ({ recovery_codes }) => renewed(recovery_codes) })}
        >
          {t.secondFactor.renew}
        </Button>
        <Password {...form.getInputProps("password")} />
        {end.error !== null && <Trouble error={end.error} />}
        <Button type="submit" color="red" variant="light" loading={end.isPending}>
          {t.secondFactor.end}
        </Button>
      </Stack>
    </form>
  );
}

function Password(props: object) {
  const { t } = useText();
  return <PasswordInput label={t.password.current} autoComplete="current-password" required {...props} />;
}

function Code({ description, ...props }: { description: string }) {
  const { t } = useText();
  return (
    <TextInput
      label={t.secondFactor.code}
      description={description}
      autoComplete="one-time-code"
      maxLength={40}
      required
      {...props}
    />
  );
}
