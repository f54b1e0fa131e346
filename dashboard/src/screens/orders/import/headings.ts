/**
 * The known headings of each field, best first: where a table has two of them, the first counts.
 *
 * Those of shop builders were read on 2026-11-30 in public code that reads their exports. No builder promises them, and
 * a shop may choose others in its builder: a person maps an unknown heading by hand, once.
 *
 * - Cafe24: `mors119/polar_fox_logistics` at 3bc329e, tests over an export of 2026.
 *   총 결제금액 is the whole order's, on each of its lines.
 * - 아임웹: parsers of its "기본 양식" of 2026-02, with the columns 주문일 to 최종주문금액.
 * - 스마트스토어: `heedu-yoon/excelParser` at 0aefaf2, `SmartStore.cs`; its amounts are those of a product.
 * - 고도몰, 메이크샵: no public export was found. Their names are those that most tables have.
 */
import { every } from "../../../api/client";

export type Field =
  | "order_number"
  | "amount"
  | "depositor_name"
  | "ordered_at"
  | "expires_at"
  | "customer_phone"
  | "customer_email"
  | "memo"
  /** How the order stood where the table comes from: it decides whether a line is taken. */
  | "status";

export const FIELDS = every<Field>({
  order_number: true,
  amount: true,
  depositor_name: true,
  ordered_at: true,
  expires_at: true,
  customer_phone: true,
  customer_email: true,
  memo: true,
  status: true,
});

export const NEEDED: readonly Field[] = ["order_number", "amount", "depositor_name"];

/** Written as `plainName` leaves them. */
const NAMES: Record<Field, readonly string[]> = {
  order_number: ["주문번호", "ordernumber", "orderno", "orderid", "주문no", "order"],
  amount: [
    "총결제금액",
    "최종결제금액",
    "최종주문금액",
    "총주문금액",
    "결제금액",
    "주문금액",
    "입금예정금액",
    "입금액",
    "금액",
    "총금액",
    "amount",
    "total",
    "totalamount",
    "최종상품별총주문금액",
    "상품별총주문금액",
  ],
  depositor_name: [
    "입금자명",
    "입금자",
    "입금자이름",
    "입금인",
    "예금주명",
    "결제자",
    "depositorname",
    "depositor",
    "payer",
    "payername",
    "주문자명",
    "주문자이름",
    "주문자",
    "구매자명",
    "구매자",
    "고객명",
    "이름",
    "성함",
    "customername",
    "name",
  ],
  ordered_at: [
    "주문일시",
    "주문시각",
    "주문한때",
    "주문시간",
    "주문일",
    "주문일자",
    "발주일",
    "orderedat",
    "orderdate",
  ],
  expires_at: ["입금기한", "입금마감", "입금마감일", "입금예정일", "expiresat", "deadline", "paidby"],
  customer_phone: [
    "주문자휴대전화",
    "주문자휴대폰",
    "주문자연락처",
    "주문자전화번호",
    "주문자번호",
    "구매자연락처",
    "휴대전화",
    "휴대폰",
    "휴대폰번호",
    "연락처",
    "전화번호",
    "customerphone",
    "phone",
  ],
  customer_email: ["주문자이메일", "구매자이메일", "이메일", "customeremail", "email"],
  memo: ["메모", "관리자메모", "주문메모", "비고", "memo", "note"],
  status: [
    "입금상태",
    "결제상태",
    "주문상태",
    "주문상태정보",
    "paymentstatus",
    "financialstatus",
    "orderstatus",
    "상태",
    "status",
  ],
};

/** Amounts of one product: an order of several has several lines of them. */
const OF_PRODUCT = new Set(["최종상품별총주문금액", "상품별총주문금액"]);

/** A heading without what differs between tables: case, spaces, signs, and what stands in parentheses. */
export function plainName(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\(.*?\)|[^\p{L}\p{N}]/gu, "");
}

export type Mapping = Record<Field, number | null>;

/** The column of each field, as far as its heading is known. */
export function recognise(headings: readonly string[]): Mapping {
  const names = headings.map(plainName);
  const column = (field: Field): number | null => {
    const name = NAMES[field].find((each) => names.includes(each));
    return name === undefined ? null : names.indexOf(name);
  };
  return Object.fromEntries(FIELDS.map((field) => [field, column(field)])) as Mapping;
}

export function isOfProduct(heading: string | undefined): boolean {
  return heading !== undefined && OF_PRODUCT.has(plainName(heading));
}

/** A status whose words say that the order waits for its money; 배송대기 waits for its delivery. */
const WAITING = /(입금|결제)\s*(대기|전|예정)|미입금|미결제|^대기\s*중?$|unpaid|^(pending|waiting|awaiting payment)/i;
/** A column with more different words is no column of statuses. */
const STATUSES_MAX = 20;

/** The different words of a column. */
export function wordsOf(lines: readonly string[][], column: number): string[] {
  return [...new Set(lines.map((cells) => (cells[column] ?? "").trim()))];
}

/** Which of a column's words are taken before a person chooses. `null`: it is no column of statuses. */
export function waitingOf(lines: readonly string[][], column: number): string[] | null {
  const words = wordsOf(lines, column);
  return words.length > STATUSES_MAX ? null : words.filter((word) => WAITING.test(word));
}

export const isComplete = (mapping: Mapping) => NEEDED.every((field) => mapping[field] !== null);

/** Above the headings some exports have a title, or a note about personal data. */
const LINES_ABOVE = 10;

/** The line of the headings: the one with the most known names, else the first. */
export function headingLine(table: readonly string[][]): number {
  const told = table
    .slice(0, LINES_ABOVE)
    .map((line) => Object.values(recognise(line)).filter((column) => column !== null).length);
  return Math.max(0, told.indexOf(Math.max(...told)));
}

/** A table whose headings are known. */
export interface HeadedTable {
  headings: readonly string[];
  /** What stands below the headings. */
  lines: readonly string[][];
  /** The number of the first of `lines`, as a spreadsheet counts. */
  firstLine: number;
}

export function headedTable(table: readonly string[][]): HeadedTable {
  const head = headingLine(table);
  return { headings: table[head] ?? [], lines: table.slice(head + 1), firstLine: head + 2 };
}
