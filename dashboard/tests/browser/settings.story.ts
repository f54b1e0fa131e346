import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shoot, shop, sound, visit, withBrowser } from "./world";

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

test("beside each policy stands what it would have made of last month, also of what is typed and not saved", async () => {
  const { owner, ws, place, pay } = await shop();
  const { id: order } = await place("T-1", 30_000, "홍길동");
  const { id: other } = await place("T-2", 30_500, "김철수");
  const { deposit_id: deposit } = await pay("홍길동", 29_500);
  const { page, context, complaints } = await visit(`/w/${ws}/settings`, { token: owner.token });
  const none = page.getByText("이 설정으로 자동 연결했을 입금이 없습니다.");
  const sinceWhen = page.getByText("사람이 처리한 입금");
  await page.getByRole("switch", { name: "조금 모자란 입금은 모자란 채로 받아들이기" }).waitFor();
  await page.waitForLoadState("networkidle");
  // Nobody decided anything yet.
  expect([await none.count(), await sinceWhen.count()]).toEqual([0, 0]);
  // A policy looks half a minute after a deposit came: what it would have made of one is the server's to tell.
  const named = (id: number, order_number: string, depositor_name: string, amount: number) => ({
    ...{ id, order_number, depositor_name, amount, amount_open: amount, status: "MATCHED" },
    created_at: "2026-11-01T10:00:00+09:00",
  });
  const asked: string[] = [];
  await page.route("**/policies/backtest?*", (route) => {
    asked.push(new URL(route.request().url()).search);
    const row = {
      ...{ is_same: false, at: "2026-11-02T10:00:30+09:00", decided_at: "2026-11-02T14:00:00+09:00" },
      ...{ difference: -500, decided_rest: null, dismissed: null },
      deposits: [
        {
          id: deposit,
          amount: 29_500,
          depositor_name: "홍길동",
          deposited_at: "2026-11-02T10:00:00+09:00",
          state: "MATCHED",
        },
      ],
      orders: [named(order, "T-1", "홍길동", 30_000)],
      decided_orders: [named(other, "T-2", "김철수", 30_500)],
    };
    const short = { policy: "short", same: 3, otherwise: 1, rows: [row] };
    const json = { since: "2026-10-31T10:00:00+09:00", decisions: 42, capped: false, policies: [short] };
    return route.fulfill({ json });
  });
  await page.getByRole("switch", { name: "조금 모자란 입금은 모자란 채로 받아들이기" }).click();
  await page.getByLabel("모자라도 되는 금액").fill("1000");
  await page.getByText("사람이 처리한 입금 42건").waitFor();
  await expect.poll(() => asked.at(-1)).toContain("short_up_to=1000&short_percent=5");
  await page.getByText("3건은 사람과 똑같이 연결").click();
  await page.getByRole("link", { name: "T-2 김철수" }).waitFor();
  await sound(page);
  await shoot(page, "policies-last-month");
  await page.getByRole("button", { name: "자동 연결 저장" }).click();
  await page.getByText("설정을 저장했습니다").waitFor();
  const all = await owner.call<{ id: number; settings: { policies: { short: object | null } } }[]>(
    "GET",
    "/workspaces",
  );
  expect(all.find((each) => each.id === ws)?.settings.policies.short).toEqual({ up_to: 1000, percent: 5 });
  expect(complaints).toEqual([]);
  await context.close();
});
