import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { counted } from "./counted";
import { bigEnough } from "./targets";
import { connect, kb, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a phone is added, its address is shown once, and its test message turns it to connected", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/phones`, { token: owner.token });
  const presses = await counted(page);
  await page.getByRole("button", { name: "휴대폰 추가" }).click();
  await page.getByLabel("휴대폰 번호").fill("010-0000-0000");
  await page.getByLabel("이름").fill("계산대 휴대폰");
  await page.getByRole("button", { name: "추가하고 주소 만들기" }).click();
  const url = (await page.getByRole("region", { name: "전용 주소" }).textContent()) ?? "";
  expect(url).toContain("/api/v1/webhooks/bank-sms/");
  await page.getByRole("img", { name: "전용 주소 QR 코드" }).waitFor();
  await page.getByText("이 주소는 이 컴퓨터에서만 열립니다").waitFor();
  await page.getByText("배터리 최적화에서 제외").waitFor();
  await page.getByRole("img", { name: "Incoming SMS to URL forwarder 공식 페이지 QR 코드" }).waitFor();
  await page.getByText("앱 안의 이름은 2.3.0 (2025-07)의 것입니다").waitFor();
  await sound(page);
  await shoot(page, "phone-address", false);
  await page.keyboard.press("Escape");
  await page.mouse.click(2, 2);
  expect(await page.getByRole("dialog").getByRole("button", { name: "닫기" }).count()).toBe(0);
  await page.getByRole("button", { name: "문자 시험하기" }).click();
  const text = await page.getByRole("region", { name: "시험 문자" }).textContent();
  await page.getByText("시험 문자를 기다리고 있습니다").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "주소와 설정 방법 다시 보기" }).click();
  expect(await page.getByRole("region", { name: "전용 주소" }).textContent()).toBe(url);
  await page.getByRole("button", { name: "문자 시험하기" }).click();
  await page.getByText("시험 문자를 기다리고 있습니다").waitFor();
  await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ raw_sms: text, sender: "01000000000" }),
  });
  await page.getByText("문자가 잘 옵니다").waitFor();
  await page.getByRole("button", { name: "완료" }).click();
  await page.getByText("신호 있음", { exact: true }).waitFor();
  // Add, make the address, test, done; three more looked at what happens beside them.
  expect(await presses()).toBe(4 + 3);
  expect(await page.content()).not.toContain(url);
  await page.getByRole("button", { name: "계산대 휴대폰 문자 시험" }).click();
  await page.getByText("시험 문자를 기다리고 있습니다").waitFor();
  await fetch(url.replace("bank-sms", "ping"), { method: "POST" });
  await page.getByText("문자가 잘 옵니다").waitFor();
  await page.getByRole("button", { name: "완료" }).click();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a phone gets another name and more patience, and keeps its address", async () => {
  const { owner, ws } = await shop();
  const added = await owner.call<{ key: string }>("POST", `/workspaces/${ws}/phone-numbers`, {
    phone_number: "010-0000-0000",
    label: "계산대",
  });
  const { page, context, complaints } = await visit(`/w/${ws}/phones`, { token: owner.token });
  await page.getByRole("button", { name: "계산대 수정" }).click();
  const dialog = page.getByRole("dialog", { name: "휴대폰 정보 수정" });
  await dialog.getByLabel("이름").fill("창고 휴대폰");
  await dialog.getByLabel("휴대폰 번호").fill("계산대");
  await dialog.getByRole("combobox", { name: "끊김으로 볼 시간" }).click();
  await page.getByRole("option", { name: "3시간", exact: true }).click();
  await dialog.getByRole("button", { name: "저장" }).click();
  await dialog.getByText("숫자와 하이픈으로 된 전화번호여야 합니다").waitFor();
  complaints.length = 0;
  await dialog.getByLabel("휴대폰 번호").fill("010-1111-2222");
  await sound(page);
  await dialog.getByRole("button", { name: "저장" }).click();
  await page.getByText("창고 휴대폰 정보를 저장했습니다").waitFor();
  await page.getByText("010-1111-2222").waitFor();
  const [phone] = await owner.call<{ silent_after_minutes: number }[]>("GET", `/workspaces/${ws}/phone-numbers`);
  expect(phone?.silent_after_minutes).toBe(180);
  await owner.call("POST", `/webhooks/ping/${added.key}`);
  await page.getByText("신호 있음", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("on the phone itself the steps of its app are chosen from a list that stays in sight", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/phones?new=1`, { token: owner.token, viewport: PHONE });
  await page.getByLabel("휴대폰 번호").fill("010-0000-0000");
  await page.getByRole("button", { name: "추가하고 주소 만들기" }).click();
  await page.getByRole("combobox", { name: "앱" }).click();
  await page.getByRole("option", { name: "SMS Gateway for Android" }).click();
  await page.getByText("sms:received, mms:downloaded").scrollIntoViewIfNeeded();
  await sound(page);
  await shoot(page, "phone-address-phone", false);
  await page.getByRole("combobox", { name: "앱" }).click();
  await page.getByRole("option", { name: "SmsForwarder" }).click();
  const file = page.getByRole("button", { name: "설정 파일(SmsForwarder.json) 받기" });
  expect(await file.isDisabled()).toBe(true);
  await page.getByLabel("은행 번호").fill("1588-1234");
  await sound(page);
  await bigEnough(page, "phone-file");
  await page.getByLabel("은행 번호").scrollIntoViewIfNeeded();
  await shoot(page, "phone-file-phone", false);
  const coming = page.waitForEvent("download");
  await file.click();
  const saved = await coming;
  expect(saved.suggestedFilename()).toBe("SmsForwarder.json");
  const { sender_list: senders, rule_list: rules } = JSON.parse(readFileSync(await saved.path(), "utf8"));
  const url = await page.getByRole("region", { name: "전용 주소" }).textContent();
  expect(JSON.parse(senders[0].jsonSetting).webServer).toBe(url);
  expect(rules[0].value).toBe("15881234");

  await page.getByRole("radio", { name: "아이폰" }).check();
  await page.getByText("URL 콘텐츠 가져오기").waitFor();
  expect(await page.getByRole("link", { name: "단축어 공식 페이지" }).getAttribute("href")).toContain("apple.com");
  await bigEnough(page, "phone-address");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a phone's row tells live what is to be mended, and its owner decides about senders", async () => {
  const made = await shop();
  const { owner, ws, account } = made;
  const { id, forward } = await connect(made);
  const { page, context, complaints } = await visit(`/w/${ws}/phones`, { token: owner.token });
  await page.getByText("보낸 번호가 없는 문자: 보류하고 사람이 확인합니다.").waitFor();
  await forward(kb(account, "입금", 10_000, "홍길동", 910_000), null);
  const arrivals = page.getByRole("list", { name: "계산대 휴대폰에서 최근에 온 것" });
  await arrivals.getByText(/보낸 번호가 없습니다/).waitFor();
  await sound(page);
  await shoot(page, "phones-arrivals");

  await page.getByRole("button", { name: /자동 연결 허용$/ }).click();
  const question = page.getByRole("dialog", { name: "보낸 번호가 없어도 자동으로 연결할까요?" });
  await question.getByText("누가 보냈는지 몰라도 입금으로 확인합니다").waitFor();
  await question.getByRole("button", { name: "자동 연결 허용" }).click();
  await page.getByText("보낸 번호가 없는 문자: 보류하지 않고 자동으로 연결합니다.").waitFor();
  await page.getByRole("button", { name: /보류로 바꾸기$/ }).click();
  await page.getByText("보낸 번호가 없는 문자: 보류하고 사람이 확인합니다.").waitFor();

  await forward(kb(account, "입금", 11_000, "홍길동", 921_000));
  await page.getByText("이 휴대폰이 이제 보낸 번호를 알려 줍니다. 앱 설정을 바꾸셨나요?").waitFor();
  await sound(page);
  await shoot(page, "phones-unconfirmed");
  await page.getByRole("button", { name: "네, 설정을 바꿨습니다" }).click();
  await page.getByText("이제부터 믿습니다").waitFor();
  const phones = await owner.call<{ id: number; sender_unconfirmed: boolean }[]>(
    "GET",
    `/workspaces/${ws}/phone-numbers`,
  );
  expect(phones.find((phone) => phone.id === id)?.sender_unconfirmed).toBe(false);
  await forward(kb(account, "입금", 12_000, "홍길동", 933_000));
  await arrivals.getByText("이상 없음").first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
