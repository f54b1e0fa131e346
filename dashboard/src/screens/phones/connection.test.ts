import { expect, test } from "vitest";
import { hasSpoken, isLocalOnly } from "./connection";

test("a test waits for a new sign, also of a phone that was connected long ago", () => {
  const before = "2026-11-23T09:00:00+09:00";
  expect(hasSpoken(undefined, undefined)).toBe(false);
  expect(hasSpoken(undefined, before)).toBe(false);
  expect(hasSpoken(null, null)).toBe(false);
  expect(hasSpoken(before, before)).toBe(false);
  expect(hasSpoken(null, before)).toBe(true);
  expect(hasSpoken(before, "2026-11-23T09:00:05+09:00")).toBe(true);
});

test("an address of this computer alone is known as such", () => {
  for (const name of ["localhost", "pay.localhost", "127.0.0.1", "127.1.2.3", "[::1]"]) {
    expect(`${name} ${isLocalOnly(name)}`).toBe(`${name} true`);
  }
  for (const name of ["pay.example", "192.168.0.7", "localhost.example", "127.example", "[fe80::1]"]) {
    expect(`${name} ${isLocalOnly(name)}`).toBe(`${name} false`);
  }
});
