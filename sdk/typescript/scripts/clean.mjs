// Takes away what was compiled before, so that nothing of a file that is gone is packed.
import { rmSync } from "node:fs";

for (const folder of ["dist", "build"]) rmSync(folder, { recursive: true, force: true });
