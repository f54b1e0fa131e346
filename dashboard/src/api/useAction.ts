import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type Once, once } from "./once";

interface Then<Output> {
  onSuccess?: (output: Output) => unknown;
  onError?: (error: unknown) => unknown;
}

/**
 * A change: runs `act`, then everything under `refresh` is read again; `null` changes nothing. What follows a change is
 * said even when its own button is gone by then, as that of a deposit is once it is matched.
 *
 * `headers` mark a POST: the same input pressed again after a failure is the same request to the server, which then
 * answers what it did the first time instead of doing it twice.
 */
export function useAction<Input, Output>(
  act: (input: Input, headers: Once) => Promise<Output>,
  refresh: QueryKey | null,
) {
  const client = useQueryClient();
  const pending = useRef<{ words: string; headers: Once } | null>(null);
  const marked = async (input: Input): Promise<Output> => {
    const words = JSON.stringify(input) ?? "";
    if (pending.current?.words !== words) pending.current = { words, headers: once() };
    const output = await act(input, pending.current.headers);
    pending.current = null;
    return output;
  };
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: marked,
    onSettled: () => {
      if (refresh !== null) void client.invalidateQueries({ queryKey: refresh });
    },
  });
  const mutate = (input: Input, then: Then<Output> = {}): void => {
    mutateAsync(input).then(then.onSuccess, then.onError ?? (() => undefined));
  };
  return { mutate, isPending, error };
}
