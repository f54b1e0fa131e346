import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { PASSWORD_MIN } from "./password";

test("a new password is as long as the document says, wherever one is chosen", () => {
  const document = resolve(import.meta.dirname, "../../../docs/openapi.json");
  const { SignUp, ChangePassword, ResetPassword } = JSON.parse(readFileSync(document, "utf8")).components.schemas;
  const chosen = [SignUp.properties.password, ChangePassword.properties.new, ResetPassword.properties.password];
  expect(chosen.map((field) => field.minLength)).toEqual([PASSWORD_MIN, PASSWORD_MIN, PASSWORD_MIN]);
});
