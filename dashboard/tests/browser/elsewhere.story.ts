/** A view that shows nothing says which others have something, and how much. */
import { expect, test } from "vitest";
import { styled } from "./styled";
import { bigEnough } from "./targets";
import { DESKTOP, PHONE, shoot, shop, sound, visit, withBrowser, withdraw } from "./world";

withBrowser();

test("an empty view of deposits, orders or messages leads to what there is, wide and on a phone", async () => {
  const { owner, ws, account, place, pay } = await shop();
  for (const [number, name] of [
    ["E-1", "홍길동"],
    ["E-2", "김철수"],
    ["E-3", "이영희"],
  ] as const) {
    await place(number, 7_000, name);
    await pay(name, 7_000);
  }
  await place("E-4", 9_000, "박민수");
  await withdraw(account);
  for (const [size, viewport] of [
    ["wide", DESKTOP],
    ["phone", PHONE],
  ] as const) {
    const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token, viewport });
    const main = page.getByRole("main");
    const shown = main.getByRole("list", { name: "입금" }).getByRole("listitem");
    const told = () => main.getByRole("status").getByRole("button").allTextContents();
    const pressed = main.getByRole("button", { name: "확인된 입금 3건" });
    await pressed.waitFor();
    await sound(page);
    await styled(page);
    await bigEnough(page, `elsewhere ${size}`);
    await shoot(page, `elsewhere-deposits-${size}`);
    expect(await told()).toEqual(["확인된 입금 3건"]);
    await pressed.click();
    await page.waitForURL("**/deposits?view=matched");
    await expect.poll(() => shown.count()).toBe(3);

    // What narrows the list stays as it is.
    await page.goto(`${new URL(page.url()).origin}/w/${ws}/deposits?name=길동`);
    await main.getByText("조건에 맞는 입금이 없습니다").waitFor();
    await main.getByRole("button", { name: "확인된 입금 1건" }).click();
    await page.waitForURL("**/deposits?*view=matched*");
    expect(new URL(page.url()).searchParams.get("name")).toBe("길동");
    await expect.poll(() => shown.count()).toBe(1);

    await page.goto(`${new URL(page.url()).origin}/w/${ws}/orders?status=EXPIRED`);
    await main.getByRole("button", { name: "입금 대기 1건" }).waitFor();
    expect(await told()).toEqual(["입금 대기 1건", "입금 확인됨 3건"]);
    await shoot(page, `elsewhere-orders-${size}`);
    await main.getByRole("button", { name: "입금 대기 1건" }).click();
    await main.getByRole("link", { name: "E-4" }).waitFor();

    await page.goto(`${new URL(page.url()).origin}/w/${ws}/inbox`);
    await main.getByText("확인할 문자가 없습니다").waitFor();
    await main.getByRole("button", { name: "입금 아님 1건" }).click();
    await page.waitForURL("**/inbox?status=IGNORED");
    await main.getByText("35,000원").first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("a shop that has nothing yet is told of no other view", async () => {
  const { owner, ws } = await shop();
  const { page, context } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  const counted = page.waitForResponse((answer) => answer.url().includes("state=DISMISSED"));
  await page.getByText("확인할 입금이 없습니다").waitFor();
  await counted;
  expect(await page.getByText("다른 보기에는 있습니다").count()).toBe(0);
  await context.close();
});
