import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { ALERTS } from "../app/alerts/choice";
import { clockOf, eventsOf, kindsOf, minuteOf } from "./push";

test("a minute of the day is a clock's time, and back", () => {
  for (const [minute, clock] of [
    [0, "00:00"],
    [420, "07:00"],
    [1350, "22:30"],
    [1439, "23:59"],
  ] as const) {
    expect([clockOf(minute), minuteOf(clock)]).toEqual([clock, minute]);
  }
  expect(minuteOf("")).toBeNaN();
});

test("each kind of alert comes back from its events, and a part of one is none", () => {
  for (const kind of ALERTS) expect(kindsOf(eventsOf([kind]))).toEqual([kind]);
  expect(kindsOf(eventsOf(ALERTS))).toEqual(ALERTS);
  expect(kindsOf(["deposit.held", "deposit.reversed"])).toEqual([]);
});

test("the worker shows what it is told, and a press leads to the page of it", async () => {
  const listeners: Record<string, (event: object) => void> = {};
  const [showNotification, openWindow, focus, close] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const open = [{ url: "https://pay.example/w/1/deposits/7", focus }];
  const self = {
    addEventListener: (name: string, listener: (event: object) => void) => {
      listeners[name] = listener;
    },
    registration: { showNotification },
    location: { origin: "https://pay.example" },
    clients: { matchAll: async () => open, openWindow },
  };
  new Function("self", readFileSync("public/push.js", "utf8"))(self);
  const waits: Promise<unknown>[] = [];
  const waitUntil = (until: Promise<unknown>) => waits.push(until);
  const told = { text: "확인할 입금", path: "/w/1/deposits/7", type: "deposit.held" };
  listeners.push?.({ waitUntil, data: { json: () => told } });
  const shown = { body: told.text, tag: told.type, renotify: true, icon: "/icon.svg", data: told.path };
  expect(showNotification).toHaveBeenCalledWith("LunePay", shown);
  for (const data of [told.path, "/w/1/inbox/x"]) {
    listeners.notificationclick?.({ waitUntil, notification: { close, data } });
  }
  await Promise.all(waits);
  expect([close, focus, openWindow].map((called) => called.mock.calls.length)).toEqual([2, 1, 1]);
  expect(openWindow).toHaveBeenCalledWith(new URL("https://pay.example/w/1/inbox/x"));
});
