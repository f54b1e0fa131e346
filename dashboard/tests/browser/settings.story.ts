import { expect, test } from "vitest";
import { shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a shorter memory is asked about before it deletes, and any other change is saved at once", async () => {
  const { owner, ws } = await shop();
  const kept = async () => {
    const all = await owner.call<{ id: number; settings: { retention_days: number | null } }[]>("GET", "/workspaces");
    return all.find((each) => each.id === ws)?.settings.retention_days ?? null;
  };
  const { page, context, complaints } = await visit(`/w/${ws}/settings`, { token: owner.token });
  const days = page.getByLabel("문자와 고객 정보 보관");
  await days.fill("400");
  await page.getByRole("button", { name: "저장" }).click();
  const question = page.getByRole("dialog", { name: "이렇게 바꿀까요?" });
  await question.getByText("400일이 지난 문자 원문과 고객 연락처를 지웁니다").waitFor();
  await sound(page);
  expect(await kept()).toBe(null);
  await question.getByRole("button", { name: "저장" }).click();
  await page.getByText("설정을 저장했습니다").waitFor();
  expect(await kept()).toBe(400);
  await question.waitFor({ state: "detached" });

  await days.fill("500");
  await page.getByRole("button", { name: "저장" }).click();
  await expect.poll(kept).toBe(500);
  expect(await question.count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});
