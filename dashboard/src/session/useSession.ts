import { useSyncExternalStore } from "react";
import { type SessionState, sessions } from "./session";

export function useSession(): SessionState {
  return useSyncExternalStore(sessions.subscribe, sessions.state);
}
