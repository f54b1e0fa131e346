/** The pictures of the READMEs, in both languages: `npm run screenshots` writes them into docs/screenshots/. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "vitest";
import { busyShop } from "./busy";
import { PHONE, visit, withBrowser } from "./world";

withBrowser();

const FOLDER = resolve(import.meta.dirname, "../../../docs/screenshots");
const WIDE = { width: 1120, height: 700 };

const PICTURES = [
  { name: "today", path: "today", sign: "→ A-2026-1004", viewport: WIDE, colorScheme: "light" },
  { name: "deposits", path: "deposits/5", sign: "A-2026-1006", viewport: WIDE, colorScheme: "light" },
  { name: "phone", path: "today", sign: "→ A-2026-1004", viewport: PHONE, colorScheme: "dark" },
] as const;

test("pictures", { timeout: 120_000 }, async () => {
  const { owner, ws } = await busyShop();
  for (const language of ["ko", "en"] as const) {
    for (const { name, path, sign, viewport, colorScheme } of PICTURES) {
      const { page, context } = await visit(`/w/${ws}/${path}`, {
        token: owner.token,
        language,
        viewport,
        colorScheme,
      });
      await page.getByText(sign).first().waitFor();
      await page.waitForLoadState("networkidle").catch(() => undefined);
      mkdirSync(FOLDER, { recursive: true });
      const file = language === "ko" ? `${name}.ko.png` : `${name}.png`;
      await page.screenshot({ path: join(FOLDER, file), animations: "disabled" });
      await context.close();
    }
  }
});
