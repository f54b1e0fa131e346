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
