import { expect, test } from "vitest";
import { ApiError } from "./problem";
import { takeBack } from "./takeBack";

const refused = (code: string) => new ApiError(code, 400, "");

test("a half-done undo is finished by the next press, which leaves alone what is undone", async () => {
  const undone = new Set<number>();
  const asked: number[] = [];
  let isDown = true;
  const undo = async (deposit: number) => {
    asked.push(deposit);
    if (deposit === 2 && isDown) throw refused("offline");
  };
  const left = await takeBack([1, 2, 3], undone, undo);
  expect(left).toEqual({ deposits: [2], error: refused("offline") });
  isDown = false;
  expect(await takeBack([1, 2, 3], undone, undo)).toBeNull();
  expect(asked).toEqual([1, 2, 3, 2]);
});

test("what somebody else undid, or whose answer was lost, is undone; every other refusal is told", async () => {
  const codes = ["deposit_not_matched", "deposit_not_dismissed", "forbidden", "contended"];
  const undo = (deposit: number) => Promise.reject(refused(codes[deposit] ?? ""));
  expect(await takeBack([0, 1, 2, 3], new Set(), undo)).toEqual({ deposits: [2, 3], error: refused("forbidden") });
});
