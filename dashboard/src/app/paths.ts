/** Every address of the page, spelled once. */
export type Section =
  | "today"
  | "orders"
  | "deposits"
  | "inbox"
  | "accounts"
  | "phones"
  | "webhooks"
  | "tokens"
  | "api"
  | "members"
  | "audit"
  | "settings";

export const paths = {
  login: "/login",
  signUp: "/signup",
  forgotten: "/forgot-password",
  /** Spelled in the mail too. */
  reset: "/reset-password",
  welcome: "/welcome",
  invitation: "/invitation",
  section: (ws: number, section: Section): string => `/w/${ws}/${section}`,
  order: (ws: number, order: number): string => `/w/${ws}/orders/${order}`,
  deposit: (ws: number, deposit: number): string => `/w/${ws}/deposits/${deposit}`,
  endpoint: (ws: number, endpoint: number): string => `/w/${ws}/webhooks/${endpoint}`,
  message: (ws: number, message: string): string => `/w/${ws}/inbox/${message}`,
};

/** Whether an address is this one or one below it. */
export function isUnder(pathname: string, above: string): boolean {
  return pathname === above || pathname.startsWith(`${above}/`);
}

/** The login page, which leads back to where the person was. */
export function loginFor(location: { pathname: string; search: string; hash: string }): string {
  const here = `${location.pathname}${location.search}${location.hash}`;
  return here === "/" ? paths.login : `${paths.login}?next=${encodeURIComponent(here)}`;
}

/** Where to go after the login: a path of this page and nothing else, or `/`. */
export function nextOf(search: string): string {
  const next = new URLSearchParams(search).get("next");
  return next !== null && /^\/(?![/\\])/.test(next) ? next : "/";
}

/** Whether the login leads to an invitation. */
export function isInvited(search: string): boolean {
  return nextOf(search).startsWith(paths.invitation);
}
