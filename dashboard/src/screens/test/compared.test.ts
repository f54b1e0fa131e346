import { expect, test } from "vitest";
import { compared } from "./compared";

test("each value stands beside that of its name, also where one of the two lists lacks it", () => {
  const expected: [string, string][] = [
    ["order 1", "paid"],
    ["phone", "online"],
  ];
  const got: [string, string][] = [
    ["order 1", "waiting"],
    ["deposit 1", "held"],
    ["phone", "online"],
  ];
  expect(compared(expected, got)).toEqual([
    { what: "order 1", expected: "paid", got: "waiting" },
    { what: "phone", expected: "online", got: "online" },
    { what: "deposit 1", expected: null, got: "held" },
  ]);
});
