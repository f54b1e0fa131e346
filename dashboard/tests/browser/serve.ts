/** Starts the built program once for all stories, and hands its address to them. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { TestProject } from "vitest/node";

const ROOT = resolve(import.meta.dirname, "../../..");
const PATIENCE_MS = 60_000;

declare module "vitest" {
  interface ProvidedContext {
    /** `http://127.0.0.1:<port>`. */
    origin: string;
    /** The folder of the mails that were sent. */
    mails: string;
  }
}

function program(): string {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const found = process.env.LUNEPAY_PROGRAM ?? join(resolve(ROOT, target), "debug/local");
  if (!existsSync(found)) throw new Error(`${found} is missing: cargo build -p local`);
  return found;
}

async function ready(file: string, child: ChildProcess): Promise<string> {
  for (const started = Date.now(); Date.now() - started < PATIENCE_MS; ) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    if (existsSync(file)) return new URL(JSON.parse(readFileSync(file, "utf8")).dashboard_url).origin;
    await wait(50);
  }
  throw new Error("the program did not get ready");
}

export default async function serve(project: TestProject): Promise<() => void> {
  const dist = join(ROOT, "dashboard/dist");
  if (!existsSync(join(dist, "index.html"))) throw new Error("dashboard/dist is missing: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "lunepay-"));
  const file = join(folder, "ready.json");
  const data = join(folder, "data");
  const flags = [
    "--data",
    data,
    "--no-demo",
    "--allow-loopback-endpoints",
    "--listen",
    "127.0.0.1:0",
    "--dashboard",
    dist,
    "--ready-file",
    file,
  ];
  const child = spawn(program(), flags, { stdio: "ignore" });
  project.provide("origin", await ready(file, child));
  project.provide("mails", join(data, "mail"));
  return () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
}
