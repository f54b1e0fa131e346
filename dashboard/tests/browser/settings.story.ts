import { readFileSync } from "node:fs";
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
  await days.fill("100");
  await page.getByRole("button", { name: "저장", exact: true }).click();
  const question = page.getByRole("dialog", { name: "이렇게 바꿀까요?" });
  await question.getByText("100일이 지난 문자 원문과 고객 연락처를 지웁니다").waitFor();
  await sound(page);
  expect(await kept()).toBe(400);
  await question.getByRole("button", { name: "저장" }).click();
  await page.getByText("설정을 저장했습니다").waitFor();
  expect(await kept()).toBe(100);
  await question.waitFor({ state: "detached" });

  await days.fill("500");
  await page.getByRole("button", { name: "저장", exact: true }).click();
  await expect.poll(kept).toBe(500);
  expect(await question.count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the owner takes along all that the workspace has", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("T-1", 14_510, "홍길동");
  await pay("홍길동", 14_510);
  const { page, context, complaints } = await visit(`/w/${ws}/settings`, { token: owner.token });
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "전체 내려받기" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^lunepay-\d+-\d{4}-\d\d-\d\d-1\.zip$/);
  const zip = readFileSync(await file.path());
  expect(zip.subarray(0, 2).toString()).toBe("PK");
  expect(zip.includes("orders-001.csv") && zip.includes("matches-001.jsonl")).toBe(true);
  await page.getByText("완료: 다운로드 폴더에 파일 1개를 저장했습니다").waitFor();
  await sound(page);
  expect(complaints).toEqual([]);
  await context.close();
});
