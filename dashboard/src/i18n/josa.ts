/** Korean particles, which follow the sound that a word ends in. */

/** Digits and Latin letters whose Korean names end in a consonant: 영 일 삼 육 칠 팔, 엘 엠 엔 알. */
const CLOSED = new Set("013678LMNR");

function endsClosed(word: string): boolean {
  const last = word.trimEnd().at(-1)?.toUpperCase() ?? "";
  const code = last.charCodeAt(0) - 0xac00;
  return code >= 0 && code < 11_172 ? code % 28 !== 0 : CLOSED.has(last);
}

/** `josa("홍길동", "을", "를")` is `홍길동을`. The first particle follows a consonant. */
export function josa(word: string, closed: string, open: string): string {
  return `${word}${endsClosed(word) ? closed : open}`;
}
