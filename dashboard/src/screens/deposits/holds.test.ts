import { expect, test } from "vitest";
import { wordOf } from "../../components/Story";
import { en } from "../../i18n/en";
import { ko } from "../../i18n/ko";
import { kept, releasable } from "./holds";

const REASONS = [
  "reversed",
  "possible_duplicate",
  "too_late_to_compare",
  "sender_unlikely",
  "sender_missing",
  "sender_unlisted",
  "time_unlikely",
  "outside_match_window",
  "refund_seen",
  "over_limit",
  "unreadable_name",
  "one_won",
  "restored",
  "unmatched_by_hand",
];

test("each reason has its short name and a sentence, in both languages", () => {
  for (const t of [ko, en]) {
    for (const reason of REASONS) {
      expect(wordOf(t.reasons, reason)).not.toBe(reason);
      expect(wordOf(t.holds.help, reason)).not.toBe(reason);
    }
  }
});

test("a release is offered for what a person can vouch for, and not where only other reasons are left", () => {
  expect(releasable(["sender_missing", "over_limit"])).toEqual(["sender_missing", "over_limit"]);
  expect(releasable(["sender_unlikely", "possible_duplicate"])).toEqual(["possible_duplicate"]);
  expect(kept(["sender_unlikely", "possible_duplicate"])).toEqual(["sender_unlikely"]);
  const fixed = ["reversed", "sender_unlikely", "time_unlikely", "outside_match_window", "unreadable_name"];
  expect(releasable(fixed)).toEqual([]);
  expect(releasable([])).toEqual([]);
});
