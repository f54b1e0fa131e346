import { expect, test } from "vitest";
import { isInvited, isUnder, loginFor, nextOf } from "./paths";

test("the login leads back to where the person was, filter and all", () => {
  const login = loginFor({ pathname: "/w/1/orders", search: "?status=PENDING", hash: "" });
  expect(nextOf(login.slice(login.indexOf("?")))).toBe("/w/1/orders?status=PENDING");
});

test("nobody is led to another site by a login link", () => {
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]) {
    expect(nextOf(`?next=${encodeURIComponent(next)}`), next).toBe("/");
  }
});

test("the way from an invitation to the login and back keeps the code, and is known as such", () => {
  const login = loginFor({ pathname: "/invitation", search: "", hash: "#abc" });
  const search = login.slice(login.indexOf("?"));
  expect([nextOf(search), isInvited(search), isInvited("?next=%2Fw%2F1%2Forders")]).toEqual([
    "/invitation#abc",
    true,
    false,
  ]);
});

test("an address is under itself and under what leads to it, and not under what only begins alike", () => {
  expect(isUnder("/w/1/inbox", "/w/1/inbox")).toBe(true);
  expect(isUnder("/w/1/inbox/5", "/w/1/inbox")).toBe(true);
  expect(isUnder("/w/1/inboxes", "/w/1/inbox")).toBe(false);
});
