import { expect, test } from "vitest";
import { nameOf } from "./files";

test("a file bears the name that the server gives it", () => {
  const coded = "attachment; filename=\"orders.csv\"; filename*=UTF-8''%EC%A3%BC%EB%AC%B8-2024-02-12.csv";
  expect(nameOf(coded)).toBe("주문-2024-02-12.csv");
  expect(nameOf('attachment; filename="x.csv"')).toBeNull();
  expect(nameOf(null)).toBeNull();
});
