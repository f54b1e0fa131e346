import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Prose } from "./Prose";

test("what stands between backticks is code, and a lone backtick is itself", () => {
  const { container } = render(<Prose>A `code` of `401`, and one ` alone.</Prose>);
  expect([...container.querySelectorAll("code")].map((each) => each.textContent)).toEqual(["code", "401"]);
  expect(container.textContent).toBe("A code of 401, and one ` alone.");
});
