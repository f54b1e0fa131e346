import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";

/** A change: runs `act`, then reads everything under `refresh` again before it counts as done. `null`: changes nothing. */
export function useAction<Input, Output>(act: (input: Input) => Promise<Output>, refresh: QueryKey | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => (refresh === null ? undefined : client.invalidateQueries({ queryKey: refresh })),
  });
}
