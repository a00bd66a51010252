// node run.mjs PAGE: unit tests of the page's own logic. PAGE is the folder in which the build made the page; exit code 77 (skipped)
// where npm has not been there.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const page = resolve(process.argv[2]);
if (!existsSync(join(page, "node_modules", "vite"))) {
  console.log("skipped: the page was not built, so its packages are not there");
  process.exit(77);
}
const here = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs")).map((name) => join(here, name));
process.exit(spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], { stdio: "inherit", env: { ...process.env, ASSAY_PAGE: page } }).status ?? 1);
