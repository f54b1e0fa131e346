/** The text of a machine's word; a word that came after this page was built is shown as it is. */
export function wordOf<W extends string>(table: Readonly<Record<W, string>>, word: W): string {
  const found: unknown = Reflect.get(table, word);
  return typeof found === "string" ? found : word;
}
