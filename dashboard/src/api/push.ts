/**
 * This browser as one that the server tells by Web Push. Each shop has a registration of its own, and each subscription
 * a pair of server's keys of its own, which is made here: the server keeps none that all of them would rest on.
 */
import { ALERTS, type Alert } from "../app/alerts/choice";
import { api, type Schemas, take } from "./client";
import { once } from "./once";
import { wsKey } from "./people";
import type { EventKind } from "./webhooks";

export type PushSubscriptionOf = Schemas["PushSubscriptionView"];

/** What each kind of alert is to the API. */
const EVENTS_OF: Record<Alert, EventKind[]> = {
  check: ["deposit.held", "message.quarantined"],
  reversal: ["deposit.reversed", "order.reversed"],
  silent: ["phone.silent"],
  paid: ["order.matched"],
};

export const eventsOf = (kinds: readonly Alert[]): EventKind[] => kinds.flatMap((kind) => EVENTS_OF[kind]);

export const kindsOf = (events: readonly string[]): Alert[] =>
  ALERTS.filter((kind) => EVENTS_OF[kind].every((event) => events.includes(event)));

/** Minutes after midnight as a clock shows them: `22:30`. */
export function clockOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** The reverse; `NaN` of what is no time. */
export function minuteOf(clock: string): number {
  const [hours = "", minutes = ""] = clock.split(":");
  return hours === "" || minutes === "" ? Number.NaN : Number(hours) * 60 + Number(minutes);
}

export const pushKey = (ws: number) => [...wsKey(ws), "push"] as const;

/** Whether this browser can be told at all. */
export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

/** The person, or the browser for them, lets no page notify. */
export class NotAllowed extends Error {}

const scopeOf = (ws: number) => `/w/${ws}/`;
const PREFIX = "lunepay.push.";
const idKey = (ws: number) => `${PREFIX}${ws}`;

/** Which of the person's subscriptions is this browser's; `null`: none. */
export function idHere(ws: number): number | null {
  const kept = localStorage.getItem(idKey(ws));
  return kept === null ? null : Number(kept);
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

async function worker(ws: number): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register("/push.js", { scope: scopeOf(ws) });
  const starting = registration.installing ?? registration.waiting;
  if (registration.active === null && starting !== null) {
    await new Promise<void>((started) => {
      starting.addEventListener("statechange", () => starting.state === "activated" && started());
    });
  }
  return registration;
}

/** Has this browser told from now on. */
export async function subscribe(ws: number, events: EventKind[]): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") throw new NotAllowed();
  const { pushManager } = await worker(ws);
  await (await pushManager.getSubscription())?.unsubscribe();
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const key = await crypto.subtle.exportKey("raw", pair.publicKey);
  const { d: secret } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const [p256dh, auth] = [made.getKey("p256dh"), made.getKey("auth")];
  if (p256dh === null || auth === null || secret === undefined) throw new NotAllowed();
  const body = {
    url: made.endpoint,
    p256dh: base64url(p256dh),
    auth: base64url(auth),
    server_key: base64url(key),
    server_secret: secret,
    page_url: location.origin,
    events,
  };
  const params = { path: { id: ws } };
  const kept = await take(api.POST("/workspaces/{id}/push-subscriptions", { params, body, headers: once() }));
  localStorage.setItem(idKey(ws), String(kept.id));
}

/** Has this browser told nothing any more; with the token of a session that has just ended here. */
export async function unsubscribe(ws: number, subscription: number, token?: string): Promise<void> {
  const params = { path: { id: ws, subscription_id: subscription } };
  const headers = token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } };
  await take(api.DELETE("/workspaces/{id}/push-subscriptions/{subscription_id}", { params, ...headers }));
  localStorage.removeItem(idKey(ws));
  const registration = await navigator.serviceWorker.getRegistration(scopeOf(ws));
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** Who logs out is told nothing more here. What the server does not hear of now stays. */
export async function unsubscribeAll(token: string): Promise<void> {
  const shops = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const all = shops.map((key) => {
    const ws = Number(key.slice(PREFIX.length));
    return unsubscribe(ws, idHere(ws) ?? 0, token);
  });
  await Promise.allSettled(all);
}
