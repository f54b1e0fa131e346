import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useKept } from "./useKept";

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
