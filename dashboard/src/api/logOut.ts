import { queryClient } from "../app/queryClient";
import { sessions } from "../session/session";
import { api } from "./client";

/** Ends the session here at once, and on the server as soon as it answers. */
export async function logOut(): Promise<void> {
  const token = sessions.state().session?.token;
  sessions.end();
  queryClient.clear();
  const quiet = async (of: string) => (await import("./push")).unsubscribeAll(of);
  if (token !== undefined) await quiet(token).catch(() => undefined);
  // Without an answer the session ends by its own time; this browser has already forgotten it.
  await api.POST("/auth/logout", { headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined);
}
