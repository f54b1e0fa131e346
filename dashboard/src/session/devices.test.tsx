import { beforeEach, expect, test } from "vitest";
import { devices } from "./devices";

beforeEach(() => localStorage.clear());

test("sends along what the last login of the same person answered", () => {
  expect(devices.of("owner@example.com")).toBeNull();
  devices.keep("Owner@example.com", "a");
  expect(devices.of("owner@EXAMPLE.com")).toBe("a");
  expect(devices.of("other@example.com")).toBeNull();
});

test("forgets the person before", () => {
  devices.keep("owner@example.com", "a");
  devices.keep("other@example.com", "b");
  expect(devices.of("owner@example.com")).toBeNull();
  expect(devices.of("other@example.com")).toBe("b");
});

test("takes what it cannot read for nothing", () => {
  for (const kept of ["", "{", "[]", '{"email":1,"value":"a"}', "null"]) {
    localStorage.setItem("lunepay.device", kept);
    expect(devices.of("owner@example.com")).toBeNull();
  }
});
