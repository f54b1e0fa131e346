import { BASE_PATH } from "../../api/client";
import { Card } from "../../components/Card";
import { Copy } from "../../components/Copy";
import { useText } from "../../i18n/language";
import classes from "./Accounts.module.css";

/** Where a phone sends the bank's messages. */
export function Messages() {
  const { t } = useText();
  return (
    <div id="messages">
      <Card title={t.accounts.messages}>
        <p className={classes.text}>{t.accounts.messagesNote}</p>
        <Copy text={`${window.location.origin}${BASE_PATH}/webhooks/bank-sms`} label={t.accounts.messagesUrl} />
      </Card>
    </div>
  );
}
