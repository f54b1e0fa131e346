/** What can happen to money, played in a shop for trying. */
import { useQuery } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { wsKey } from "./people";
import { ApiError } from "./problem";
import { useAction } from "./useAction";

export type Scenario = Schemas["ScenarioView"];
export type ScenarioName = Scenario["name"];
export type EndState = Schemas["EndStateView"];

/** How often is asked whether it is over. */
const ASKED_MS = 1_500;

const read = (ws: number, scenario: string, signal?: AbortSignal): Promise<Scenario> =>
  take(
    api.GET("/workspaces/{id}/test/scenarios/{scenario_id}", {
      params: { path: { id: ws, scenario_id: scenario } },
      ...(signal !== undefined && { signal }),
    }),
  );

/** Starts it. Each name and seed is played once: one that was started before is told as it stands. */
export function useStartScenario(ws: number) {
  return useAction(async (body: { name: ScenarioName; seed: number }, headers): Promise<Scenario> => {
    try {
      return await take(api.POST("/workspaces/{id}/test/scenarios", { params: { path: { id: ws } }, body, headers }));
    } catch (error) {
      if (error instanceof ApiError && error.code === "scenario_exists") return read(ws, `${body.name}-${body.seed}`);
      throw error;
    }
  }, wsKey(ws));
}

/** One that was started; asked again until it is over. */
export function useScenario(ws: number, scenario: string) {
  return useQuery({
    queryKey: [...wsKey(ws), "scenarios", scenario],
    queryFn: ({ signal }) => read(ws, scenario, signal),
    refetchInterval: ({ state }) => (state.data?.state === "DONE" ? false : ASKED_MS),
    retry: false,
  });
}
