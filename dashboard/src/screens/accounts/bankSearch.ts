/** What people call a bank beside the name in the list, by its code: `KB` for 국민, `DGB` and 대구 for iM뱅크. */
const ALSO: Record<string, string> = {
  "002": "KDB",
  "003": "IBK",
  "004": "KB",
  "007": "Sh",
  "011": "NH",
  "012": "NH",
  "023": "제일",
  "031": "DGB대구",
  "032": "BNK",
  "034": "KJB",
  "037": "JB",
  "039": "BNK",
  "045": "MG",
  "081": "KEB",
};

const plain = (text: string): string => text.replaceAll(/\s/g, "").toLowerCase();

/** Whether a bank is meant by what somebody typed: 국민, KB국민, 국민은행 and KB국민은행 are one. */
export function isMeant(bank: { value: string; label: string }, typed: string): boolean {
  const sought = plain(typed);
  const name = plain(bank.label);
  const names = plain(`${ALSO[bank.value] ?? ""}${bank.label}`);
  const short = sought.replace(/은행$/, "");
  return names.includes(short) || short.endsWith(name);
}
