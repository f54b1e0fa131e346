import { expect, test } from "vitest";
import { kept, releasable } from "./holds";

test("a release is offered for what a person can vouch for, and not where only other reasons are left", () => {
  expect(releasable(["sender_missing", "over_limit"])).toEqual(["sender_missing", "over_limit"]);
  expect(releasable(["sender_unlikely", "possible_duplicate"])).toEqual(["possible_duplicate"]);
  expect(kept(["sender_unlikely", "possible_duplicate"])).toEqual(["sender_unlikely"]);
  const fixed = ["reversed", "sender_unlikely", "time_unlikely", "outside_match_window", "unreadable_name"] as const;
  expect(releasable(fixed)).toEqual([]);
  expect(releasable([])).toEqual([]);
});
