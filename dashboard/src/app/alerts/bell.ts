/** A short sound without a file: two notes, up for what is paid and down for what wants a person. */
import type { Alert } from "./choice";

const NOTE_S = 0.18;
const LOUDNESS = 0.2;
const NOTES = { up: [660, 880], down: [740, 494] } as const;

let context: AudioContext | null = null;

/** `false`: the browser allows no sound before a person pressed something. */
export async function ring(kind: Alert): Promise<boolean> {
  context ??= new AudioContext();
  const sound = context;
  // A browser that waits for a press never settles this.
  if (sound.state !== "running") await Promise.race([sound.resume(), new Promise((wake) => setTimeout(wake, 300))]);
  if (sound.state !== "running") return false;
  NOTES[kind === "paid" ? "up" : "down"].forEach((pitch, nth) => {
    const begin = sound.currentTime + nth * NOTE_S;
    const loudness = new GainNode(sound, { gain: 0 });
    loudness.gain.setValueAtTime(LOUDNESS, begin);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + NOTE_S);
    const note = new OscillatorNode(sound, { frequency: pitch });
    note.connect(loudness).connect(sound.destination);
    note.start(begin);
    note.stop(begin + NOTE_S);
  });
  return true;
}
