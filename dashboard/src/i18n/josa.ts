/** Korean particles, which follow the sound that a word ends in. */

/** Digits and Latin letters whose Korean names end in a consonant: 영 일 삼 육 칠 팔, 엘 엠 엔 알. */
const CLOSED = new Set("013678LMNR");
/** Those of them that end in ㄹ. */
const LIQUID = new Set("178LR");
/** What is written after a word and not spoken. */
const UNSPOKEN = /[\s)\]}>»」』】〉》’”'"`]+$/u;

const SYLLABLES = 11_172;
/** The place of ㄹ among the final sounds of a syllable; 0 is none. */
const RIEUL = 8;

type Ending = "open" | "closed" | "liquid";

function endingOf(word: string): Ending {
  const last = word.replace(UNSPOKEN, "").at(-1)?.toUpperCase() ?? "";
  const code = last.charCodeAt(0) - 0xac00;
  if (code >= 0 && code < SYLLABLES) {
    const final = code % 28;
    return final === 0 ? "open" : final === RIEUL ? "liquid" : "closed";
  }
  if (LIQUID.has(last)) return "liquid";
  return CLOSED.has(last) ? "closed" : "open";
}

/**
 * `josa("홍길동", "을", "를")` is `홍길동을`. The first particle follows a consonant; 으로 and its kin (으로서,
 * 으로부터) do not follow ㄹ.
 */
export function josa(word: string, closed: string, open: string): string {
  const ending = endingOf(word);
  const isOpen = ending === "open" || (ending === "liquid" && closed.startsWith("으로"));
  return `${word}${isOpen ? open : closed}`;
}
