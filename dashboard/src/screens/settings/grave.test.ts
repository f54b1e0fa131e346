import { expect, test } from "vitest";
import { graveOf } from "./grave";

const calm = { intake: "KEYED", senders: "KNOWN", retention: 90 } as const;

test("a shorter memory an open address and any sender are asked about, and nothing else is", () => {
  expect(graveOf(calm, calm)).toEqual([]);
  expect(graveOf(calm, { ...calm, retention: 89 })).toEqual(["retention"]);
  expect(graveOf({ ...calm, retention: null }, calm)).toEqual(["retention"]);
  expect(graveOf(calm, { ...calm, retention: 91 })).toEqual([]);
  expect(graveOf(calm, { ...calm, retention: null })).toEqual([]);
  expect(graveOf(calm, { ...calm, intake: "OPEN" })).toEqual(["open"]);
  expect(graveOf({ ...calm, intake: "OPEN" }, calm)).toEqual([]);
  expect(graveOf(calm, { ...calm, senders: "ANY" })).toEqual(["senders"]);
  expect(graveOf({ ...calm, senders: "ANY" }, calm)).toEqual([]);
  expect(graveOf(calm, { intake: "OPEN", senders: "ANY", retention: 30 })).toEqual(["open", "senders", "retention"]);
});
