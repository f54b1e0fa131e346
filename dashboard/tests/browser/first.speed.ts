/**
 * What a first visit costs: the bytes of the page's files over the wire, and how long until today's figures stand, on a
 * processor four times slower than this one. `npm run speed` prints both; the time is held with a release program only.
 */
import { expect, test } from "vitest";
import budget from "../../scripts/budget.json";
import { busyShop } from "./busy";
import { PHONE, visit, withBrowser } from "./world";

withBrowser();

const BYTES_MAX = budget.firstLoadKiB * 1024;
const FIGURES_MAX_MS = 4_000;
const SLOWER = 4;
const VISITS = 5;
const isRelease = (process.env.LUNEPAY_PROGRAM ?? "").includes("/release/");

interface First {
  bytes: number;
  ms: number;
}

async function firstVisit(path: string, token: string): Promise<First> {
  const { page, context } = await visit("/login", { token, viewport: PHONE });
  await page.goto("about:blank");
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.clearBrowserCache");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const files = new Set<string>();
  let bytes = 0;
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (!new URL(request.url).pathname.startsWith("/api/")) files.add(requestId);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (files.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "commit" });
  const figures = await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll("main dl dt + dd")].map((figure) => figure.textContent);
    return shown.length === 5 && !shown.includes("–") ? performance.now() : null;
  });
  const ms = (await figures.jsonValue()) ?? Number.POSITIVE_INFINITY;
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await context.close();
  return { bytes, ms };
}

test("the first load and the first figures", async () => {
  const { owner, ws } = await busyShop();
  const { page, context } = await visit("/login");
  const today = new URL(`/w/${ws}/today`, page.url()).href;
  await context.close();
  const visits: First[] = [];
  for (let nth = 0; nth < VISITS; nth += 1) visits.push(await firstVisit(today, owner.token));
  const bytes = Math.max(...visits.map((each) => each.bytes));
  const times = visits.map((each) => Math.round(each.ms)).toSorted((a, b) => a - b);
  const median = times[Math.floor(VISITS / 2)] ?? Number.POSITIVE_INFINITY;
  const program = isRelease ? "a release program" : "a debug program: not held";
  process.stdout.write(
    [
      `first load     ${(bytes / 1024).toFixed(1)} KB over the wire, at most ${budget.firstLoadKiB}`,
      `first figures  ${median} ms at ${SLOWER} × CPU slowdown (${times.join(", ")}), at most ${FIGURES_MAX_MS} (${program})`,
      "",
    ].join("\n"),
  );
  expect(bytes).toBeGreaterThan(50 * 1024);
  expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
  if (isRelease) expect(median).toBeLessThanOrEqual(FIGURES_MAX_MS);
});
