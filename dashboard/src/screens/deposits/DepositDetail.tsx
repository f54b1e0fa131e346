import { Stack } from "@mantine/core";
import { useAccounts } from "../../api/accounts";
import type { DepositStory } from "../../api/client";
import { useDeposit } from "../../api/deposits";
import { usePhones } from "../../api/phones";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { DepositTag } from "../../components/DepositTag";
import { Facts } from "../../components/Facts";
import { Money } from "../../components/Money";
import { Ghosts } from "../../components/Rows";
import { Story } from "../../components/Story";
import { Trouble } from "../../components/Trouble";
import { won } from "../../format/money";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { Candidates } from "./Candidates";
import { DepositActions } from "./DepositActions";
import { Hold } from "./Hold";
import { Linked } from "./Linked";
import { MatchedOrder } from "./MatchedOrder";
import { Proposals } from "./Proposals";
import { Refund } from "./Refund";
import { Reports } from "./Reports";
import { RestTreatments } from "./RestTreatments";
import { Returned } from "./Returned";

export function DepositDetail({ id }: { id: number }) {
  const here = useHere();
  const deposit = useDeposit(here.id, id);
  if (deposit.data !== undefined) return <Content deposit={deposit.data} />;
  return deposit.error === null ? <Ghosts /> : <Trouble error={deposit.error} retry={() => void deposit.refetch()} />;
}

function Content({ deposit }: { deposit: DepositStory }) {
  const { t } = useText();
  return (
    <Stack gap="lg">
      <div>
        <div className={beside.head}>
          <span className={beside.big}>
            <Money amount={deposit.amount} />
          </span>
          <DepositTag deposit={deposit} />
        </div>
        <p className={beside.who}>{deposit.depositor_name ?? t.deposits.noName}</p>
      </div>
      <Hold deposit={deposit} />
      <Refund deposit={deposit} />
      <RestTreatments deposit={deposit} />
      <DepositActions deposit={deposit} />
      {deposit.allocations.map((part, nth) => (
        <MatchedOrder
          key={part.order_id}
          deposit={deposit}
          order={part.order_id}
          isLast={nth + 1 === deposit.allocations.length}
        />
      ))}
      {(deposit.state === "WAITING" || deposit.state === "HELD") && (
        <>
          <Proposals deposit={deposit} />
          <Candidates deposit={deposit} />
        </>
      )}
      <Returned deposit={deposit} />
      {deposit.raw_sms != null && (
        <section>
          <h3 className={beside.section}>{t.deposits.message}</h3>
          <pre className={beside.sms}>{deposit.raw_sms}</pre>
        </section>
      )}
      <Reports reports={deposit.reports} />
      <DepositFacts deposit={deposit} />
      <Story entries={deposit.history} />
    </Stack>
  );
}

function DepositFacts({ deposit }: { deposit: DepositStory }) {
  const { t, language } = useText();
  const { id } = useHere();
  const account = useAccounts(id).data?.find((each) => each.id === deposit.bank_account_id);
  const phone = usePhones(id).data?.find((each) => each.id === deposit.phone_id);
  return (
    <Facts
      facts={[
        [
          t.parts.rest,
          deposit.rest_treatment != null &&
            `${won(deposit.amount_rest, language)} · ${wordOf(t.parts.rests, deposit.rest_treatment)}`,
        ],
        [t.deposits.at, exact(deposit.deposited_at, language)],
        [t.deposits.account, account && `${account.bank_name} ${account.account_number}`],
        [t.deposits.balance, deposit.balance == null ? null : <Money key="balance" amount={deposit.balance} />],
        [t.deposits.via, wordOf(t.deposits.ways, deposit.via)],
        [t.senders.sender, deposit.sender],
        [t.senders.verdict, <Verdict key="verdict" deposit={deposit} />],
        [t.inbox.phone, phone && (phone.label || phone.phone_number)],
        [
          t.holds.linked,
          deposit.state !== "HELD" && deposit.linked_deposit_ids.length > 0 && (
            <Linked key="linked" deposits={deposit.linked_deposit_ids} />
          ),
        ],
      ]}
    />
  );
}

/** How far the sender of its text can be believed. */
function Verdict({ deposit }: { deposit: DepositStory }) {
  const { t } = useText();
  const word = wordOf(t.senders.verdicts, deposit.sender_verdict);
  return deposit.sender_ambiguous ? `${word} · ${t.senders.ambiguous}` : word;
}
