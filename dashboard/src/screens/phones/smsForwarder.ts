/**
 * The file that sets SmsForwarder up, as its version 3.5.0 (pppscn/SmsForwarder 32300b2) imports it: `CloneInfo`, with
 * `Sender`, `Rule` and `WebhookSetting` under the names of their Kotlin properties, none of which may be missing.
 */
import { serializedMap } from "./javaMap";

/** The app looks for this name among the downloads. */
export const FILE = "SmsForwarder.json";
/** `versions.gradle`: 55, behind the digit of a build for all processors. The app takes files of its own version. */
const VERSION = { code: 100_055, name: "3.5.0" };
const WEBHOOK = 3;
const ON = 1;
const ID = 1;

/** What the app sends of each text: docs/forwarders.md. */
export const BODY =
  '{"from":"[from]","title":"[title]","org_content":"[org_content]","receive_time":"[receive_time]",' +
  '"timestamp":"[timestamp]","sign":"[sign]"}';

/** The numbers in what a person typed, as a phone shows them to an app: `1588-1234, 16449999`. */
export function numbersOf(typed: string): string[] {
  const numbers = typed.split(/[,\s]+/).map((each) => each.replaceAll("-", ""));
  return numbers.filter((each) => /^\d{3,12}$/.test(each));
}

/** Texts of these numbers go to the address; three times more where that fails. */
export function importFile(url: string, numbers: readonly string[], at: Date): string {
  const time = at.toISOString();
  const webhook = {
    method: "POST",
    webServer: url,
    secret: "",
    response: "",
    webParams: BODY,
    headers: {},
    proxyType: "DIRECT",
    proxyHost: "",
    proxyPort: "",
    proxyAuthenticator: false,
    proxyUsername: "",
    proxyPassword: "",
  };
  const sender = { id: ID, type: WEBHOOK, name: "LunePay", jsonSetting: JSON.stringify(webhook), status: ON, time };
  const rule = {
    id: ID,
    type: "sms",
    filed: "phone_num",
    check: "is",
    value: numbers.join("||"),
    senderId: ID,
    smsTemplate: "",
    regexReplace: "",
    simSlot: "ALL",
    status: ON,
    time,
    senderList: [sender],
    senderLogic: "ALL",
    silentPeriodStart: 0,
    silentPeriodEnd: 0,
    silentDayOfWeek: "",
    title: "LunePay",
  };
  return JSON.stringify({
    version_code: VERSION.code,
    version_name: VERSION.name,
    settings: encodeURIComponent(serializedMap({ enable_sms: true, request_retry_times: 3 })),
    sender_list: [sender],
    rule_list: [rule],
    frpc_list: [],
    task_list: [],
  });
}
