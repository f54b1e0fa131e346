import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { useAction } from "./useAction";

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
);

test("what follows a change is said although the button that made it is gone", async () => {
  let finish: (value: string) => void = () => undefined;
  const act = () => new Promise<string>((resolve) => (finish = resolve));
  const { result, unmount } = renderHook(() => useAction(act, ["list"]), { wrapper });
  const onSuccess = vi.fn();
  result.current.mutate(undefined, { onSuccess });
  await waitFor(() => expect(result.current.isPending).toBe(true));
  unmount();
  finish("done");
  await waitFor(() => expect(onSuccess).toHaveBeenCalledWith("done"));
});

test("what is pressed again after a failure is the same request, and after a success a new one", async () => {
  const marks: string[] = [];
  let fails = true;
  const act = async (_: string, headers: { "Idempotency-Key": string }) => {
    marks.push(headers["Idempotency-Key"]);
    if (fails) throw new Error("no answer");
    return "done";
  };
  const { result } = renderHook(() => useAction(act, null), { wrapper });
  const press = async (input: string) => {
    const tried = marks.length;
    const then = { onSuccess: vi.fn(), onError: vi.fn() };
    result.current.mutate(input, then);
    await waitFor(() => expect(marks.length).toBe(tried + 1));
    await waitFor(() => expect(then.onSuccess.mock.calls.length + then.onError.mock.calls.length).toBe(1));
    return marks.at(-1);
  };
  const first = await press("A-1");
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(await press("A-1")).toBe(first);
  const other = await press("A-2");
  expect(other).not.toBe(first);
  fails = false;
  expect(await press("A-2")).toBe(other);
  expect(await press("A-2")).not.toBe(other);
});
