/** A sentence of the document: what stands between backticks is code. */
export function Prose({ children }: { children: string }) {
  const parts = children.split(/`([^`]+)`/);
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence keep their places
  return parts.map((part, place) => (place % 2 === 1 ? <code key={place}>{part}</code> : part));
}
