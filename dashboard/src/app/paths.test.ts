import { expect, test } from "vitest";
import { loginFor, nextOf } from "./paths";

test("the login leads back to where the person was, filter and all", () => {
  const login = loginFor({ pathname: "/w/1/orders", search: "?status=PENDING", hash: "" });
  expect(nextOf(login.slice(login.indexOf("?")))).toBe("/w/1/orders?status=PENDING");
});

test("nobody is led to another site by a login link", () => {
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]) {
    expect(nextOf(`?next=${encodeURIComponent(next)}`), next).toBe("/");
  }
});
