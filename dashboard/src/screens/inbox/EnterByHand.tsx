import { Modal, Stack } from "@mantine/core";
import { api, type Schemas, take } from "../../api/client";
import type { MessageStory } from "../../api/messages";
import type { Once } from "../../api/once";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { DepositForm } from "../../components/DepositForm";
import { toLocalInput } from "../../format/time";
import { useText } from "../../i18n/language";

interface Props {
  message: MessageStory;
  opened: boolean;
  close: () => void;
}

/** What the message says, typed by a person who sees it: whatever the reader understood stands there already. */
export function EnterByHand({ message, opened, close }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const record = async (body: Schemas["TypeDeposit"], headers: Once) => {
    const path = { id, message_id: message.id };
    const made = await take(
      api.POST("/workspaces/{id}/messages/{message_id}/deposit", { params: { path }, body, headers }),
    );
    return { id: made.deposit_id, state: made.state };
  };
  return (
    <Modal opened={opened} onClose={close} title={t.inbox.enter}>
      {opened && (
        <Stack>
          <section aria-label={t.inbox.received}>
            <pre className={beside.sms}>{message.raw_sms}</pre>
          </section>
          <DepositForm known={understood(message)} record={record} close={close} />
        </Stack>
      )}
    </Modal>
  );
}

/** What the reader understood. */
function understood({ reading, bank_account_id: account }: MessageStory) {
  return {
    ...(account != null && { account: String(account) }),
    amount: reading.amount ?? ("" as const),
    name: reading.depositor ?? "",
    at: reading.at == null ? "" : toLocalInput(reading.at),
  };
}
