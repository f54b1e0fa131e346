import { Button, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useAccounts } from "../../api/accounts";
import type { DepositStory } from "../../api/client";
import { useRelease, useRestore } from "../../api/decisions";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Deposits.module.css";
import { HoldReasons } from "./HoldReasons";
import { kept, releasable } from "./holds";

const ApproveSender = lazy(() => import("./ApproveSender"));
const DismissDialog = lazy(() => import("./DismissDialog"));

/** What a person can decide of a deposit that paid no order. */
export function DepositActions({ deposit }: { deposit: DepositStory }) {
  const { t } = useText();
  const { id, canWrite, isOwner } = useHere();
  const [asked, setAsked] = useState<"approve" | "dismiss" | null>(null);
  const account = useAccounts(id).data?.find((each) => each.id === deposit.bank_account_id);
  if (!canWrite || deposit.is_matched) return null;
  if (deposit.state === "DISMISSED") return <Restore deposit={deposit} />;
  const { sender } = deposit;
  const isApprovable = isOwner && sender != null && deposit.hold_reasons.includes("sender_unlisted");
  const close = () => setAsked(null);
  return (
    <Group gap="xs">
      {isApprovable && <Button onClick={() => setAsked("approve")}>{t.senders.approve}</Button>}
      {releasable(deposit.hold_reasons).length > 0 && <Release deposit={deposit} />}
      <Button variant="default" onClick={() => setAsked("dismiss")}>
        {t.holds.dismiss}
      </Button>
      <Suspense fallback={null}>
        {asked === "dismiss" && <DismissDialog deposit={deposit} close={close} />}
        {asked === "approve" && sender != null && account !== undefined && (
          <ApproveSender sender={sender} account={account} close={close} />
        )}
      </Suspense>
    </Group>
  );
}

function Release({ deposit }: { deposit: DepositStory }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const release = useRelease(id);
  const isTwin = deposit.hold_reasons.some((reason) => ["possible_duplicate", "too_late_to_compare"].includes(reason));
  const ask = () =>
    confirm({
      title: isTwin ? t.holds.releaseTwinTitle : t.holds.releaseTitle,
      body: <ReleaseBody deposit={deposit} isTwin={isTwin} />,
      yes: t.holds.releaseYes,
      no: t.common.leave,
      grave: isTwin,
      onYes: () =>
        release.mutate(
          { id: deposit.id, version: deposit.version },
          {
            onSuccess: (now) => toast.done((now.state === "HELD" ? t.holds.stillHeld : t.holds.released)(deposit.id)),
            onError: failed,
          },
        ),
    });
  return (
    <Button variant="default" loading={release.isPending} onClick={ask}>
      {t.holds.release}
    </Button>
  );
}

function ReleaseBody({ deposit, isTwin }: { deposit: DepositStory; isTwin: boolean }) {
  const { t } = useText();
  const left = kept(deposit.hold_reasons);
  return (
    <div className={classes.question}>
      <HoldReasons deposit={{ hold_reasons: releasable(deposit.hold_reasons) }} />
      {isTwin && <p>{t.holds.releaseTwin}</p>}
      <p>
        {left.length === 0
          ? t.holds.releaseBody
          : `${t.holds.releaseKeeps} ${left.map((reason) => wordOf(t.reasons, reason)).join(", ")}`}
      </p>
    </div>
  );
}

function Restore({ deposit }: { deposit: DepositStory }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const restore = useRestore(id, deposit.id);
  const undo = () =>
    restore.mutate(undefined, {
      onSuccess: () => toast.done(t.holds.restored(deposit.id)),
      onError: failed,
    });
  return (
    <Group gap="xs">
      <Button variant="default" loading={restore.isPending} onClick={undo}>
        {t.holds.restore}
      </Button>
    </Group>
  );
}
