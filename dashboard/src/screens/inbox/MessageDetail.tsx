import { Group, Stack } from "@mantine/core";
import { Link } from "react-router";
import { useAccounts, useBanks } from "../../api/accounts";
import { type MessageStory, useMessage } from "../../api/messages";
import { usePhones } from "../../api/phones";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Facts } from "../../components/Facts";
import { Money } from "../../components/Money";
import { Ghosts } from "../../components/Rows";
import { useBy } from "../../components/Story";
import { Trouble } from "../../components/Trouble";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { Explanation } from "./Explanation";
import classes from "./Inbox.module.css";
import { MessageActions } from "./MessageActions";
import { MessageTag } from "./MessageList";
import { Reversal } from "./Reversal";
import { isReversal } from "./reversals";
import { TeachFormat } from "./TeachFormat";

interface Props {
  id: string;
  /** After the message was put aside. */
  dismissed: () => void;
}

export function MessageDetail({ id, dismissed }: Props) {
  const here = useHere();
  const message = useMessage(here.id, id);
  if (message.data !== undefined) return <Content message={message.data} dismissed={dismissed} />;
  return message.error === null ? <Ghosts /> : <Trouble error={message.error} retry={() => void message.refetch()} />;
}

function Content({ message, dismissed }: { message: MessageStory; dismissed: () => void }) {
  const { t, language } = useText();
  const help: Partial<Record<typeof message.why, string>> = t.inbox.help;
  const { id, canManage, canWrite } = useHere();
  const phone = usePhones(id).data?.find((each) => each.id === message.phone_number_id);
  return (
    <Stack gap="lg">
      <div className={beside.head}>
        <p className={beside.who}>{exact(message.received_at, language)}</p>
        <MessageTag message={message} />
      </div>
      {message.resolved == null ? (
        <div className={beside.hold}>
          <p>{help[message.why] ?? t.inbox.helpOther}</p>
        </div>
      ) : (
        <Solved message={message} />
      )}
      {message.resolved == null && isReversal(message) && <Reversal message={message} />}
      {canManage && message.explanation.may_add_format && (
        <Group gap="xs">
          <TeachFormat message={message} />
        </Group>
      )}
      {canWrite && message.resolved == null && <MessageActions message={message} dismissed={dismissed} />}
      <div className={classes.pair}>
        <section>
          <h3 className={beside.section}>{t.inbox.received}</h3>
          <pre className={beside.sms}>{message.raw_sms}</pre>
        </section>
        <section>
          <h3 className={beside.section}>{t.inbox.read}</h3>
          <Reading message={message} />
        </section>
      </div>
      {message.resolved == null && message.reading.outcome === "quarantined" && <Explanation message={message} />}
      <Facts
        facts={[
          [t.senders.sender, message.sender],
          [
            t.senders.verdict,
            message.sender_verdict == null ? null : wordOf(t.senders.verdicts, message.sender_verdict),
          ],
          [t.deposits.via, wordOf(t.deposits.ways, message.via)],
          [t.inbox.phone, phone && (phone.label || phone.phone_number)],
        ]}
      />
    </Stack>
  );
}

/** What became of it, and by whom. */
function Solved({ message }: { message: MessageStory }) {
  const { t, language } = useText();
  const { id } = useHere();
  const by = useBy();
  const { resolved } = message;
  if (resolved == null) return null;
  return (
    <p className={classes.solved}>
      {resolved.deposit_id == null ? (
        t.inbox.wasDismissed
      ) : (
        <Link to={paths.deposit(id, resolved.deposit_id)} className="lp-link">
          {(isReversal(message) ? t.reversal.resolved : t.inbox.becameNumbered)(resolved.deposit_id)}
        </Link>
      )}
      {` · ${by(resolved.by)} · ${exact(resolved.at, language)}`}
    </p>
  );
}

/** The reader's word on the text, as of now: it may have learned since the message came. */
function Reading({ message }: { message: MessageStory }) {
  const { t, language } = useText();
  const { id } = useHere();
  const { reading } = message;
  const bank = useBanks().data?.find((each) => each.code === reading.bank_code);
  const account = useAccounts(id).data?.find((each) => each.id === message.bank_account_id);
  const mayBeDeposit = reading.outcome === "deposit" || reading.outcome === "quarantined";
  const words = mayBeDeposit ? t.deposits : t.inbox;
  return (
    <Facts
      facts={[
        [t.inbox.outcome, wordOf(t.inbox.outcomes, reading.outcome)],
        [
          t.inbox.because,
          reading.why == null || reading.why === reading.outcome ? null : wordOf(t.inbox.why, reading.why),
        ],
        [t.accounts.bank, bank?.name ?? reading.bank_code],
        [t.deposits.account, reading.account],
        [
          t.inbox.yourAccount,
          account === undefined ? t.inbox.noAccount : `${account.bank_name} ${account.account_number}`,
        ],
        [t.deposits.amount, reading.amount == null ? null : <Money key="amount" amount={reading.amount} />],
        [words.name, reading.depositor],
        [t.deposits.balance, reading.balance == null ? null : <Money key="balance" amount={reading.balance} />],
        [words.at, reading.at == null ? null : exact(reading.at, language)],
      ]}
    />
  );
}
