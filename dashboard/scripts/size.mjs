// What a browser loads before a screen can be used: the entry and the screen's own code, with everything that they
// import, gzipped. The budget is the product's, for the first load, whichever screen comes first. `npm run speed`
// weighs all files of the screen on which a day begins, as they come over the wire.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const { firstLoadKiB } = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function closure(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const imported of manifest[key].imports ?? []) closure(imported, found);
  return found;
}

const weigh = (keys) =>
  [...keys].reduce((sum, key) => sum + gzipSync(readFileSync(new URL(manifest[key].file, dist))).length, 0);

const screens = Object.keys(manifest).filter((key) => /^src\/screens\/(\w+)\/\1\.tsx$/i.test(key));
let heaviest = 0;
for (const screen of ["index.html", ...screens]) {
  const size = weigh(new Set([...closure("index.html"), ...closure(screen)]));
  heaviest = Math.max(heaviest, size);
  console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${screen}`);
}
console.log(`budget ${firstLoadKiB} KB of gzipped JavaScript for a first load`);
if (screens.length === 0 || heaviest > firstLoadKiB * 1024) {
  console.error(screens.length === 0 ? "no screens were found" : "the budget is exceeded");
  process.exit(1);
}
