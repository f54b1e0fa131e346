/** Money that is to be sent back. */
import { expect, test } from "vitest";
import { DESKTOP, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("what a customer sent too much stands in a list of its own: how much, and to whom", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("B-1", 30_000, "김철수");
  await pay("김철수", 30_500);
  await place("B-2", 8_000, "이영희");
  await pay("이영희", 8_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "남는 돈은 돌려주기" }).click();
  await page.getByText("주문 B-1에 연결했습니다.").waitFor();
  await context.close();
  for (const [viewport, colorScheme] of [
    [DESKTOP, "light"],
    [PHONE, "dark"],
  ] as const) {
    const looks = { token: owner.token, viewport, colorScheme };
    const { page, context, complaints } = await visit(`/w/${ws}/deposits?view=refunds`, looks);
    const list = page.getByRole("list", { name: "입금" });
    await list.getByText("입금 30,500원 중").waitFor();
    expect(await list.getByRole("listitem").count()).toBe(1);
    await page.getByText("총 1건 · 돌려줄 돈 500원").waitFor();
    if (viewport === PHONE) await list.getByRole("link", { name: "김철수" }).click();
    await page.getByText("김철수 님에게 500원을 돌려주세요").waitFor();
    await sound(page);
    await shoot(page, `refunds-${colorScheme}`, false);
    expect(complaints).toEqual([]);
    await context.close();
  }
  expect(complaints).toEqual([]);
});
