import type { Mark, MarkKind } from "../../api/formats";

export const MARK_KINDS: readonly MarkKind[] = ["amount", "payer", "balance", "account", "date", "time"];

/** A piece of a text: marked, or not. */
export interface Piece {
  text: string;
  from: number;
  kind: MarkKind | null;
}

/** The text cut at its marks. The API counts characters, not the halves of which JavaScript makes some. */
export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  const characters = Array.from(text);
  const cut = (from: number, to: number, kind: MarkKind | null): Piece => ({
    text: characters.slice(from, to).join(""),
    from,
    kind,
  });
  const found: Piece[] = [];
  let at = 0;
  for (const mark of [...marks].sort((one, other) => one.from - other.from)) {
    if (mark.from > at) found.push(cut(at, mark.from, null));
    found.push(cut(Math.max(at, mark.from), mark.to, mark.is));
    at = Math.max(at, mark.to);
  }
  if (at < characters.length) found.push(cut(at, characters.length, null));
  return found.filter((piece) => piece.text !== "");
}

/** The marks with one more: white space around it is left out, and whatever it meets, or is of its kind, gives way. */
export function withMark(text: string, marks: readonly Mark[], is: MarkKind, from: number, to: number): Mark[] {
  const characters = Array.from(text);
  let [first, end] = [Math.max(0, Math.min(from, to)), Math.min(characters.length, Math.max(from, to))];
  while (first < end && /\s/.test(characters[first] ?? "")) first += 1;
  while (end > first && /\s/.test(characters[end - 1] ?? "")) end -= 1;
  if (first === end) return [...marks];
  const rest = marks.filter((mark) => mark.is !== is && (mark.to <= first || mark.from >= end));
  return [...rest, { is, from: first, to: end }].sort((one, other) => one.from - other.from);
}
