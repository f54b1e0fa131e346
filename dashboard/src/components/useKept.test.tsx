import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { after, useKept } from "./useKept";

test("what is shown first stays when something newer comes, and gives way only when it is gone", () => {
  const { result, rerender } = renderHook(({ ids }) => useKept(ids), { initialProps: { ids: [5, 4] } });
  expect(result.current).toBe(5);
  rerender({ ids: [6, 5, 4] });
  expect(result.current).toBe(5);
  rerender({ ids: [6, 4] });
  expect(result.current).toBe(6);
  rerender({ ids: [] });
  expect(result.current).toBeNull();
});

test("after one that is done comes the one below it, after the last the first, and after the only one none", () => {
  expect(after([9, 8, 7], 9)).toBe(8);
  expect(after([9, 8, 7], 7)).toBe(9);
  expect(after([9, 8, 7], 3)).toBe(9);
  expect(after([9], 9)).toBeNull();
  expect(after([], 9)).toBeNull();
});
