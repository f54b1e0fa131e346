/** English words for how many there are. */
export const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

export const deposits = (count: number): string => plural(count, "deposit", "deposits");
