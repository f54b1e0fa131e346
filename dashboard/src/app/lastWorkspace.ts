const KEY = "lunepay.workspace";

/** The workspace that was open last in this browser. */
export const lastWorkspace = {
  get(): number | null {
    const kept = Number(localStorage.getItem(KEY));
    return Number.isSafeInteger(kept) && kept > 0 ? kept : null;
  },
  set(id: number): void {
    localStorage.setItem(KEY, String(id));
  },
};
