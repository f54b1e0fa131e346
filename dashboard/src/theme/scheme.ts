import type { MantineColorSchemeManager } from "@mantine/core";

const KEY = "lunepay.scheme";

/** The chosen theme, kept where public/scheme.js finds it before the first paint. */
export const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    try {
      const kept = localStorage.getItem(KEY);
      return kept === "light" || kept === "dark" || kept === "auto" ? kept : fallback;
    } catch {
      return fallback;
    }
  },
  set: (value) => localStorage.setItem(KEY, value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => localStorage.removeItem(KEY),
};
