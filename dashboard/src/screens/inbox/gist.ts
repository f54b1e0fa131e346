/** What a forwarder or the carrier writes in front of every message. */
const WRAPPER = /^\s*\[?(Web발신|국제발신|국외발신)\]?\s*/;

/** The line of the money that came or went, and not the one of what is left. */
const isAmount = (line: string) => /\d원/.test(line) && !line.startsWith("잔액");

/**
 * The words of a message by which a person tells it from the others in a list: its amount, and then its first lines,
 * since most of a bank's messages begin with the same bank and account, and a row is cut where it ends.
 */
export function gist(raw: string, lines = 3): string {
  const all = raw
    .replace(WRAPPER, "")
    .split(/\s*\n\s*/)
    .filter(Boolean);
  const amount = all.findIndex(isAmount);
  const sorted = amount === -1 ? all : [...all.splice(amount, 1), ...all];
  return sorted.slice(0, lines).join(" · ");
}
