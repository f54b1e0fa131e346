import { Button, Group } from "@mantine/core";
import { IconPencil, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { api, take } from "../../api/client";
import type { MessageStory } from "../../api/messages";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";
import { EnterByHand } from "./EnterByHand";
import { isReversal } from "./reversals";

/** Of the ways to go on, those that are not likely. */
const QUIET = { variant: "default" };

/** Read it again, type what it says, or put it aside. */
export function MessageActions({ message, dismissed }: { message: MessageStory; dismissed: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const params = { path: { id, message_id: message.id } };
  const failed = useFailed();
  const reread = useAction(
    (_: undefined, headers) => take(api.POST("/workspaces/{id}/messages/{message_id}/reread", { params, headers })),
    wsKey(id),
  );
  const dismiss = useAction(
    (_: undefined, headers) => take(api.POST("/workspaces/{id}/messages/{message_id}/dismiss", { params, headers })),
    wsKey(id),
  );
  const again = () =>
    reread.mutate(undefined, {
      onSuccess: ({ resolved }) => toast.done(resolved == null ? t.inbox.stillUnread : t.inbox.nowDeposit),
      onError: failed,
    });
  const ask = () =>
    confirm({
      title: t.inbox.dismissTitle,
      body: t.inbox.dismissBody,
      yes: t.inbox.dismiss,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        dismiss.mutate(undefined, {
          onSuccess: () => {
            toast.done(t.inbox.wasDismissed);
            dismissed();
          },
          onError: failed,
        }),
    });
  const readable = message.reading.outcome === "deposit";
  return (
    <Group gap="xs">
      <Button
        {...(readable ? {} : QUIET)}
        leftSection={<IconRefresh size={18} aria-hidden />}
        loading={reread.isPending}
        onClick={again}
      >
        {t.inbox.reread}
      </Button>
      {!isReversal(message) && <Enter message={message} />}
      <Button variant="default" loading={dismiss.isPending} onClick={ask}>
        {t.inbox.dismiss}
      </Button>
    </Group>
  );
}

function Enter({ message }: { message: MessageStory }) {
  const { t } = useText();
  const [typing, setTyping] = useState(false);
  return (
    <>
      <Button
        {...(message.reading.outcome === "quarantined" ? {} : QUIET)}
        leftSection={<IconPencil size={18} aria-hidden />}
        onClick={() => setTyping(true)}
      >
        {t.inbox.enter}
      </Button>
      <EnterByHand message={message} opened={typing} close={() => setTyping(false)} />
    </>
  );
}
