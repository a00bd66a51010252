// Real Chromium for the tests, and axe-core. Ends the process with 77 (skipped) where either is missing.
// CHROMIUM names the browser when it is not in its usual place.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((path) => path && existsSync(path));

/** A browser that talks to nobody but the pages under test. */
export async function launch() {
  if (!executablePath) skip("Chromium is not installed");
  const { chromium } = await import("playwright-core").catch(() => skip("run npm ci in tests/browser first"));
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

function axe() {
  try {
    return readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  } catch {
    return skip("run npm ci in tests/browser first");
  }
}
const axeSource = axe();

/** What axe-core finds, most of all by impact; [] is what a page should have. */
export async function axeFindings(page, impacts = ["minor", "moderate", "serious", "critical"]) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations
    .filter((one) => impacts.includes(one.impact))
    .map((one) => `${one.impact} ${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`);
}
