import { expect, test } from "vitest";
import { connect, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

/** A text with a channel word that no list has. */
function text(account: string, amount: string, name: string): string {
  const at = new Date(Date.now() + 9 * 3_600_000).toISOString();
  const minute = `${at.slice(5, 7)}/${at.slice(8, 10)} ${at.slice(11, 16)}`;
  return ["[Web발신]", `[KB]${minute}`, account, `별빛입금 ${amount}원`, name, "남은돈 900,000원"].join("\n");
}

test("a shop teaches how to read what nobody could, and it pays after people looked", async () => {
  const made = await shop();
  const { owner, ws, account } = made;
  const { forward } = await connect(made);
  await made.place("M-1", 37_000, "홍길동");
  await forward(text(account, "37,000", "홍길동"));
  await forward(text(account, "38,000", "김영희"));
  const { page, context, complaints } = await visit(`/w/${ws}/inbox`, { token: owner.token });
  await page.getByRole("heading", { name: "글자마다 읽은 결과" }).waitFor();
  await page.getByText("입금 앞의 모르는 말", { exact: true }).last().waitFor();
  await sound(page);
  await shoot(page, "inbox-explained");

  await page.getByRole("button", { name: "읽는 법 알려 주기" }).click();
  const dialog = page.getByRole("dialog", { name: "이런 문자를 읽는 법" });
  await dialog.getByText("지금 기다리는 문자 2건 중 2건을 이렇게 읽습니다.").waitFor();
  await sound(page);
  await shoot(page, "inbox-teach", false);
  await dialog.getByRole("button", { name: "금액 표시 지우기" }).click();
  await dialog.getByText("금액이 표시되지 않았습니다").waitFor();
  // The refusal was asked for.
  complaints.length = 0;
  await dialog.getByRole("button", { name: "선택한 글자를 금액 표시하기" }).click();
  await dialog.getByText("글자를 먼저 선택해 주세요.").waitFor();
  await dialog.getByLabel("문자 글자").evaluate((field) => {
    if (!(field instanceof HTMLTextAreaElement)) throw new Error("no field to select in");
    const from = field.value.indexOf("38,000원");
    field.focus();
    field.setSelectionRange(from, from + "38,000원".length);
  });
  await dialog.getByRole("button", { name: "선택한 글자를 금액 표시하기" }).click();
  await dialog.getByText("지금 기다리는 문자 2건 중 2건을 이렇게 읽습니다.").waitFor();
  await dialog.getByRole("button", { name: "추가하고 읽기" }).click();
  await page.getByText("문자 2건을 입금으로 등록했습니다").waitFor();
  await page.getByText("확인할 문자가 없습니다").waitFor();

  const held = await owner.call<{ id: number; hold_reasons: string[] }[]>(
    "GET",
    `/workspaces/${ws}/deposits?state=HELD`,
  );
  expect(held.map((deposit) => deposit.hold_reasons)).toEqual([["format_unproved"], ["format_unproved"]]);
  await page.goto(new URL(`/w/${ws}/deposits`, page.url()).href);
  await page.getByText("알려 준 형식의 처음 입금").first().waitFor();
  await sound(page);

  await page.goto(new URL(`/w/${ws}/settings`, page.url()).href);
  await page.getByRole("heading", { name: "알려 준 문자 형식" }).waitFor();
  await page.getByText("5건 중 0건 확인함").waitFor();
  await page.getByText("{in=별빛입금}").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "삭제", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "삭제" }).click();
  await page.getByText("알려 준 형식이 없습니다.").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
