/** What a forwarder or the carrier writes in front of every message. */
const WRAPPER = /^\s*\[?(Web발신|국제발신|국외발신)\]?\s*/;

/** The first words of a message, by which a person tells it from the others in a list. */
export function gist(raw: string, lines = 3): string {
  return raw
    .replace(WRAPPER, "")
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .slice(0, lines)
    .join(" · ");
}
