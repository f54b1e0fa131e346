import { expect, test } from "vitest";
import { tableOfText } from "./table";

test("an HTML table that calls itself an .xls is a table", () => {
  const text =
    '<html><body><table><tr><th>주문번호</th><th>금액</th></tr><tr><td>="0012"</td><td>1,000</td></tr></table>';
  expect(tableOfText(text)).toEqual([
    ["주문번호", "금액"],
    ["0012", "1,000"],
  ]);
});
