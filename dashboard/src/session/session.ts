/**
 * Who is logged in, in this browser. The session's token lives in localStorage, so that tabs share it; the page's
 * policy lets no foreign script run that could read it, and the server ends it after 12 hours.
 */
export interface Session {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** `expired`: a session was there and the server no longer takes it, so the login page says why it is shown. */
export interface SessionState {
  session: Session | null;
  expired: boolean;
}

const KEY = "lunepay.session";
const listeners = new Set<() => void>();
let state: SessionState = { session: read(), expired: false };

function read(): Session | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return isSession(kept) && kept.expiresAt > Date.now() ? kept : null;
  } catch {
    return null;
  }
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === "object" &&
    value !== null &&
    "token" in value &&
    typeof value.token === "string" &&
    "expiresAt" in value &&
    typeof value.expiresAt === "number"
  );
}

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

export const sessions = {
  state: (): SessionState => state,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** `expiresIn` in seconds, as the login answers it. */
  start(token: string, expiresIn: number): void {
    const session = { token, expiresAt: Date.now() + expiresIn * 1000 };
    localStorage.setItem(KEY, JSON.stringify(session));
    become({ session, expired: false });
  },

  end(): void {
    localStorage.removeItem(KEY);
    become({ session: null, expired: false });
  },

  /** The server refused `token`. A refusal of an older token, still on its way while a new login came, ends nothing. */
  expire(token: string): void {
    if (state.session?.token !== token) return;
    localStorage.removeItem(KEY);
    become({ session: null, expired: true });
  },
};

// Another tab logged in or out.
if (typeof window !== "undefined") {
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) become({ session: read(), expired: false });
  });
}
