export type Language = "ko" | "en";

const grouped = new Intl.NumberFormat("ko-KR", { maximumFractionDigits: 0 });

/** `14510` as `14,510`. */
export function count(value: number): string {
  return grouped.format(value);
}

/** `14510` as `14,510원`; in English `₩14,510`. */
export function won(amount: number, language: Language): string {
  return language === "ko" ? `${grouped.format(amount)}원` : `₩${grouped.format(amount)}`;
}

/** What some of each row comes to. */
export function sumOf<Row>(rows: readonly Row[], amount: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + amount(row), 0);
}

/** For narrow places, such as a chart's axis: `1,234만`, `2.5억`; in English `12.3M`. */
export function shortWon(amount: number, language: Language): string {
  if (language === "en") return new Intl.NumberFormat("en", { notation: "compact" }).format(amount);
  return new Intl.NumberFormat("ko", { notation: "compact", maximumFractionDigits: 1 }).format(amount);
}

/** `1,000원 ~ 2,000원`; open where an end is missing, and empty where both are. */
export function amountsText({ min, max }: { min: number | null; max: number | null }, language: Language): string {
  const text = (amount: number | null) => (amount === null ? "" : won(amount, language));
  return min === max ? text(min) : `${text(min)} ~ ${text(max)}`.trim();
}

/** The largest amount that the API takes: `maximum` of the document, to which a test holds it. */
export const AMOUNT_MAX = 1_000_000_000_000;

/** What a person typed or pasted: `14,510원`, `₩14510`, `１４５１０` as 14510. `null`: no whole positive amount. */
export function parseWon(text: string): number | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s,₩원]/g, "")
    .replace(/\.0+$/, "");
  if (!/^\d{1,13}$/.test(plain)) return null;
  const amount = Number(plain);
  return amount >= 1 && amount <= AMOUNT_MAX ? amount : null;
}
