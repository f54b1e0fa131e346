import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { ApiError } from "../api/problem";
import { en } from "../i18n/en";
import { ko } from "../i18n/ko";
import { problemText } from "../i18n/problems";
import { useServerErrors } from "./useServerErrors";

const refused = (...fields: string[]) =>
  new ApiError(
    "invalid_fields",
    400,
    "",
    fields.map((field) => ({ field, code: "invalid", detail: `${field.replace("_", " ")}: 틀렸습니다.` })),
  );

function errorsOf(values: object, names?: Record<string, string>) {
  const setErrors = vi.fn();
  const form = { values, setErrors, getInputNode: () => null };
  const { result } = renderHook(() => useServerErrors(form, names));
  const take = (error: unknown) => act(() => result.current.take(error));
  return { result, take, setErrors };
}

test("an error of a field that the form lacks is kept for the form as a whole", () => {
  const { result, take } = errorsOf({ amount: "" });
  const error = refused("bank_account_id");
  take(error);
  expect(result.current.other).toBe(error);
});

test("an error of a field that the form has, also a part of one or by another name, stands beside it alone", () => {
  const { result, take, setErrors } = errorsOf({ days: "", scopes: [] }, { expires_at: "days" });
  take(new Error("offline"));
  expect(result.current.other).not.toBeNull();
  take(refused("expires_at", "bank_account_id"));
  expect(result.current.other).toBeNull();
  expect(setErrors).toHaveBeenLastCalledWith(expect.objectContaining({ days: "expires at: 틀렸습니다." }));
  take(refused("scopes.0"));
  expect(result.current.other).toBeNull();
});

test("a field without a place is told in the server's words, in English with its name", () => {
  const error = refused("shape");
  expect(problemText(error, { t: ko, language: "ko" })).toBe("shape: 틀렸습니다.");
  expect(problemText(error, { t: en, language: "en" })).toBe("shape: Not valid.");
});
