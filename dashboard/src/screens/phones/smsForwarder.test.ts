import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { serializedMap } from "./javaMap";
import { BODY, importFile, numbersOf } from "./smsForwarder";

const URL = "https://shop.example/api/v1/webhooks/bank-sms/key";

test("a map is written as Java writes it", () => {
  // new ObjectOutputStream(…).writeObject(map) of OpenJDK 17, for a HashMap of these two.
  const java =
    "aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573" +
    "686f6c6478703f4000000000000c7708000000100000000274000a656e61626c655f736d73737200116a6176612e6c616e672e426f6f6c6561" +
    "6ecd207280d59cfaee0200015a000576616c7565787001740013726571756573745f72657472795f74696d6573737200116a6176612e6c616e" +
    "672e496e746567657212e2a0a4f781873802000149000576616c7565787200106a6176612e6c616e672e4e756d62657286ac951d0b94e08b02" +
    "000078700000000378";
  const bytes = serializedMap({ enable_sms: true, request_retry_times: 3 });
  expect(Buffer.from(bytes, "latin1").toString("hex")).toBe(java);
});

/** The properties of SmsForwarder 3.5.0 (32300b2): CloneInfo.kt, Sender.kt, Rule.kt, WebhookSetting.kt. */
const CLONE = ["version_code", "version_name", "settings", "sender_list", "rule_list", "frpc_list", "task_list"];
const SENDER = ["id", "type", "name", "jsonSetting", "status", "time"];
const RULE = [
  ...["id", "type", "filed", "check", "value", "senderId", "smsTemplate", "regexReplace", "simSlot", "status", "time"],
  ...["senderList", "senderLogic", "silentPeriodStart", "silentPeriodEnd", "silentDayOfWeek", "title"],
];
const WEBHOOK = [
  ...["method", "webServer", "secret", "response", "webParams", "headers", "proxyType", "proxyHost", "proxyPort"],
  ...["proxyAuthenticator", "proxyUsername", "proxyPassword"],
];

test("the file has what SmsForwarder 3.5.0 reads, with the address and the bank's numbers", () => {
  const clone = JSON.parse(importFile(URL, ["15881234", "16449999"], new Date(0)));
  expect(Object.keys(clone)).toEqual(CLONE);
  // `compareVersion` takes the digits behind the first for the version: versions.gradle has 55.
  expect(Number(String(clone.version_code).slice(1))).toBe(55);
  const settings = serializedMap({ enable_sms: true, request_retry_times: 3 });
  // The app decodes it as a form's value.
  expect(decodeURIComponent(clone.settings.replaceAll("+", " "))).toBe(settings);
  const [sender] = clone.sender_list;
  expect(Object.keys(sender)).toEqual(SENDER);
  expect(sender.type).toBe(3);
  const webhook = JSON.parse(sender.jsonSetting);
  expect(Object.keys(webhook)).toEqual(WEBHOOK);
  expect(webhook).toMatchObject({ method: "POST", webServer: URL, webParams: BODY });
  const [rule] = clone.rule_list;
  expect(Object.keys(rule)).toEqual(RULE);
  expect(rule).toMatchObject({ type: "sms", filed: "phone_num", check: "is", value: "15881234||16449999" });
  expect(rule.senderList).toEqual([sender]);
  expect(rule.senderId).toBe(sender.id);
});

test("what the app sends is the template of the apps' page", () => {
  for (const page of ["forwarders.md", "forwarders.ko.md"]) {
    expect(readFileSync(`../docs/${page}`, "utf8")).toContain(`\n${BODY}\n`);
  }
});

test("numbers are taken as they are typed, and nothing else is", () => {
  expect(numbersOf("1588-1234, 16449999\n02-123-4567")).toEqual(["15881234", "16449999", "021234567"]);
  expect(numbersOf("국민은행 12 ||")).toEqual([]);
});
