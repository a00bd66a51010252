// The HTML pages of assay in real Chromium: nothing fetched, no serious axe finding, filters, keyboard.
//
//   node pages.test.mjs FOLDER [SCREENSHOTS]
//
// FOLDER holds pages that sample_pages wrote. Exit code 77 (skipped) where Chromium or the npm
// packages are missing.
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { axeFindings, launch } from "./support/chromium.mjs";

const folder = resolve(process.argv[2]);
const shots = process.argv[3];
if (shots) mkdirSync(shots, { recursive: true });
const browser = await launch();
let failures = 0;

async function test(name, file, options, body) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const faults = [];
  page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  page.on("dialog", (dialog) => { faults.push("a dialog opened"); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url().split("#")[0] !== url) faults.push(`fetched ${request.url()}`); });
  const url = pathToFileURL(join(folder, file)).href;
  try {
    await page.goto(url);
    await body(page);
    assert.deepEqual(faults, []);
    console.log(`ok    ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL  ${name}: ${error.message}`);
  }
  await page.close();
}

const pages = ["index.html", "northmere.html", "northmere-2.html", "east-lindale.html", "script-.html", "missing.html"];
for (const file of pages) {
  for (const colorScheme of ["light", "dark"]) {
    await test(`${file} ${colorScheme}: axe finds nothing`, file, { colorScheme }, async (page) => {
      assert.deepEqual(await axeFindings(page), []);
      if (shots) await page.screenshot({ path: join(shots, `${file}.${colorScheme}.png`), fullPage: true });
    });
  }
  for (const width of [320, 640]) {
    await test(`${file} at ${width} pixels: no sideways scrolling`, file, { viewport: { width, height: 800 } }, async (page) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(over, 0);
      if (shots) await page.screenshot({ path: join(shots, `${file}.${width}.png`), fullPage: true });
    });
  }
}

const shown = (page, selector) => page.locator(`${selector}:visible`).count();

await test("filters by side, rule and context, and clears", "northmere.html", {}, async (page) => {
  assert.equal(await shown(page, ".f"), 8);
  await page.getByRole("radio", { name: "Shortfalls" }).check();
  assert.equal(await shown(page, ".f"), 2);
  assert.equal(await page.locator("#count").textContent(), "2 findings in 2 sentences");
  assert.equal(await page.locator("mark.off").count(), 6);
  await page.getByRole("radio", { name: "All", exact: true }).check();
  await page.locator("select[name=rule]").selectOption("learning.feedback-changes-practice");
  assert.equal(await shown(page, ".f"), 2);
  await page.locator("select[name=context]").selectOption("intention");
  assert.equal(await shown(page, ".f"), 1);
  await page.locator("select[name=context]").selectOption("none");
  assert.equal(await shown(page, ".f"), 1);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".f:not([hidden])").length === 8);
  await page.locator("select[name=context]").selectOption("said by: Staff");
  assert.equal(await shown(page, ".note"), 1);
});

await test("is read and stepped through by keyboard alone", "northmere.html", {}, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the report text");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#report$/);
  await page.getByRole("button", { name: "Next" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".note.current").getAttribute("id"), "n2");
  assert.match(await page.locator("#count").textContent(), /^2 of 8: \+3\.3 Improvement is shown/);
  await page.getByRole("link", { name: /^Note 1: strength/ }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#n1$/);
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^Note 1: to its sentence/);
});

await test("a click on a sentence leads to its note", "northmere.html", {}, async (page) => {
  await page.locator("#s5").click();
  await page.waitForURL(/#n5$/);
});

await test("is whole without scripts", "northmere.html", { javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator(".note").count(), 8);
  assert.equal(await page.locator(".filters").isVisible(), false);
});

await test("prints the text with its notes and without controls", "northmere.html", {}, async (page) => {
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".filters").isVisible(), false);
  assert.equal(await shown(page, ".note"), 8);
  if (shots) await page.pdf({ path: join(shots, "northmere.pdf"), format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
});

await test("words of a file are never mark-up", "script-.html", {}, async (page) => {
  assert.equal(await page.locator("h1").textContent(), "\"><img src=x onerror=alert(1)> Council");
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.locator("script").count(), 1);
  assert.match(await page.locator("#s1").textContent(), /p\uFFFDople/);
});

await test("the index finds reports and shows where scores differ", "index.html", {}, async (page) => {
  assert.equal(await shown(page, ".entry"), 5);
  await page.getByLabel("only where the scores differ").check();
  assert.equal(await shown(page, ".entry"), 1);
  await page.getByLabel("only where the scores differ").uncheck();
  await page.getByLabel("Find").fill("missing");
  assert.equal(await page.locator("#count").textContent(), "1 of 5 rows");
  for (const link of await page.locator(".entry a").all()) {
    assert.ok(existsSync(join(folder, decodeURIComponent(await link.getAttribute("href")))));
  }
});

await browser.close();
console.log(failures === 0 ? "all passed" : `${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
