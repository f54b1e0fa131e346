import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";

interface Then<Output> {
  onSuccess?: (output: Output) => unknown;
  onError?: (error: unknown) => unknown;
}

/**
 * A change: runs `act`, then everything under `refresh` is read again; `null` changes nothing. What follows a change is
 * said even when its own button is gone by then, as that of a deposit is once it is matched.
 */
export function useAction<Input, Output>(act: (input: Input) => Promise<Output>, refresh: QueryKey | null) {
  const client = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: act,
    onSettled: () => {
      if (refresh !== null) void client.invalidateQueries({ queryKey: refresh });
    },
  });
  const mutate = (input: Input, then: Then<Output> = {}): void => {
    mutateAsync(input).then(then.onSuccess, then.onError ?? (() => undefined));
  };
  return { mutate, isPending, error };
}
