/**
 * A `HashMap` as Java's `ObjectOutputStream` writes it, one character a byte. Grammar and numbers: the Java Object
 * Serialization Specification, chapter 6, and the `serialVersionUID` of each class.
 */
const MAGIC = "\xac\xed\x00\x05";
const OBJECT = "s";
const CLASS = "r";
const TEXT = "t";
const BLOCK = "w";
const END = "x";
const NULL = "p";
const SERIALIZABLE = "\x02";
const WITH_BLOCKS = "\x03";

const hex = (digits: string) => digits.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
const u16 = (value: number) => hex(value.toString(16).padStart(4, "0"));
const u32 = (value: number) => hex(value.toString(16).padStart(8, "0"));
const named = (ascii: string) => u16(ascii.length) + ascii;

/** A class, its fields (`I` and a name is an int), and the class above it. */
const classOf = (name: string, uid: string, flags: string, fields: readonly string[], above = NULL) =>
  CLASS +
  named(name) +
  hex(uid) +
  flags +
  u16(fields.length) +
  fields.map((field) => field.charAt(0) + named(field.slice(1))).join("") +
  END +
  above;

const NUMBER = classOf("java.lang.Number", "86ac951d0b94e08b", SERIALIZABLE, []);
const INTEGER = classOf("java.lang.Integer", "12e2a0a4f7818738", SERIALIZABLE, ["Ivalue"], NUMBER);
const BOOLEAN = classOf("java.lang.Boolean", "cd207280d59cfaee", SERIALIZABLE, ["Zvalue"]);
const MAP = classOf("java.util.HashMap", "0507dac1c31660d1", WITH_BLOCKS, ["FloadFactor", "Ithreshold"]);

const LOAD_FACTOR = hex("3f400000");
const BUCKETS = 16;
const THRESHOLD = 12;

const written = (value: boolean | number) =>
  OBJECT + (typeof value === "number" ? INTEGER + u32(value) : BOOLEAN + (value ? "\x01" : "\x00"));

/** For a dozen entries; numbers are ints from 0 on. */
export function serializedMap(entries: Readonly<Record<string, boolean | number>>): string {
  const pairs = Object.entries(entries);
  const head = OBJECT + MAP + LOAD_FACTOR + u32(THRESHOLD) + BLOCK + hex("08") + u32(BUCKETS) + u32(pairs.length);
  return MAGIC + head + pairs.map(([name, value]) => TEXT + named(name) + written(value)).join("") + END;
}
