import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** What runs in chromium against the built program. */
const inBrowser = (name: string, files: string) => ({
  test: {
    name,
    environment: "node" as const,
    include: [files],
    globalSetup: "tests/browser/serve.ts",
    // Each file has a browser and shops of its own. What they import is loaded once a worker.
    maxWorkers: 2,
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  plugins: [react()],
  build: {
    manifest: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What most screens share is one file: twenty small ones weigh more in headers than in code. The screen on which a
    // day begins has no form.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: "shared", minShareCount: 11, test: (id: string) => !id.includes("@mantine/form") }],
        },
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8787" } },
  test: {
    projects: [
      // What needs a document is `.tsx`: to make one takes longer than most tests.
      { extends: true, test: { name: "unit", environment: "node", include: ["src/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "unit in a document",
          environment: "happy-dom",
          include: ["src/**/*.test.tsx"],
          setupFiles: ["tests/setup.ts"],
        },
      },
      inBrowser("browser", "tests/browser/**/*.story.ts"),
      inBrowser("speed", "tests/browser/first.speed.ts"),
      inBrowser("screenshots", "tests/browser/readme.shots.ts"),
    ],
  },
});
