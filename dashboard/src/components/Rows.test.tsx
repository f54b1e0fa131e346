import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { ApiError } from "../api/problem";
import { Rows } from "./Rows";

const source = { isPending: false, error: null, refetch: vi.fn() };

function show(changes: object, count: number): void {
  render(
    <MantineProvider withCssVariables={false}>
      <Rows source={{ ...source, ...changes }} count={count} empty="nothing here" sums="합계 7원">
        <p>a row</p>
      </Rows>
    </MantineProvider>,
  );
}

test("a list says that it loads", () => {
  show({ isPending: true }, 0);
  expect(screen.getByRole("status").textContent).toBe("불러오는 중");
});

test("a list that failed says so and tries again", async () => {
  const refetch = vi.fn();
  show({ error: new ApiError("unavailable", 503, "잠시 후 다시"), refetch }, 0);
  expect(screen.getByRole("alert").textContent).toContain("잠시 후 다시");
  await userEvent.click(screen.getByRole("button", { name: "다시 시도" }));
  expect(refetch).toHaveBeenCalledOnce();
});

test("a list that failed after its first page keeps what it showed", () => {
  show({ error: new ApiError("offline", 0, "") }, 1);
  expect(screen.getByText("a row")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("서버에 연결하지 못했습니다");
});

test("an empty list, one with more, and one that ends each say so", () => {
  show({}, 0);
  expect(screen.getByText("nothing here")).toBeTruthy();
  show({ hasNextPage: true, fetchNextPage: vi.fn() }, 1);
  expect(screen.getByRole("button", { name: "더 보기" })).toBeTruthy();
  expect(screen.getByText("지금까지 불러온 1건 · 합계 7원")).toBeTruthy();
  show({ hasNextPage: false }, 2);
  expect(screen.getByText("총 2건 · 합계 7원")).toBeTruthy();
});
