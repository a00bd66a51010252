// The workbench in real Chromium, against the real `assay serve` on a copy of the packs and on invented reports.
//
//   node workbench.test.mjs ASSAY SOURCE [SCREENSHOTS]
//
// ASSAY is the program, SOURCE the checkout with rules/ and the built page. Exit code 77 (skipped) where Chromium, the npm packages or
// the workbench in the program are missing. ONLY=words runs the tests whose names hold these words.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { changedFiles, contents, startBench } from "./support/bench.mjs";
import { axeFindings, launch } from "./support/chromium.mjs";
import { kReports, pdfOf } from "./support/invented.mjs";

const [assay, source, shots] = process.argv.slice(2).map((path) => resolve(path));
if (shots) mkdirSync(shots, { recursive: true });
const browser = await launch();
let failures = 0;
let ran = 0;

const kPatience = Number(process.env.PATIENCE ?? 60_000);

/** Makes races that need a slow machine frequent: THROTTLE=6 runs the page at a sixth of its speed, DELAY=300 gives each answer up to 300 ms. */
async function slowDown(context, page) {
  if (process.env.THROTTLE) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.THROTTLE) });
  if (process.env.DELAY) {
    await context.route("**/api/**", async (route) => {
      await new Promise((done) => setTimeout(done, Math.random() * Number(process.env.DELAY)));
      await route.continue().catch(() => undefined);
    });
  }
}

/** A test on a server and a page of its own; console errors, foreign requests and dialogs of the browser fail it. */
async function test(name, { server = {}, ...options }, body) {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) return;
  ran += 1;
  let bench;
  const faults = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(kPatience);
  context.on("page", (page) => {
    page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
    // A refused request is part of some tests (409, 422); what the policy refuses, or what the page itself logs, is not.
    page.on("console", (message) => message.type() === "error" && !/status of 4(09|22)/.test(message.text()) && faults.push(`console: ${message.text()}`));
    page.on("dialog", (dialog) => { faults.push("a dialog opened"); dialog.dismiss(); });
    page.on("request", (request) => { if (!request.url().startsWith(bench.origin) && !request.url().startsWith("data:")) faults.push(`asked ${request.url()}`); });
  });
  const began = Date.now();
  try {
    bench = await startBench({ assay, source, ...server });
    const page = await context.newPage();
    await slowDown(context, page);
    await page.goto(bench.url);
    await page.locator(".report-text .sentence").first().waitFor({ state: "attached" });
    await page.locator('[role="treeitem"]').first().waitFor({ state: "attached" });
    await body(page, bench, context);
    assert.deepEqual(faults, []);
    console.log(`ok    ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL  ${name}: ${error.message}`);
    for (const page of context.pages()) if (shots) await page.screenshot({ path: join(shots, `FAILED ${name}.png`) }).catch(() => undefined);
  }
  await context.close();
  await bench?.stop();
}

/** A state that a person sees: axe finds nothing in it, and it is kept as a picture where pictures are wanted. */
async function shot(page, name) {
  assert.deepEqual(await axeFindings(page), [], name);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}

const draftKept = (page) => page.locator(".file-bar .status.draft").waitFor();
const isSaved = (page) => page.locator(".file-bar .status.saved").waitFor();

async function openRule(page, id, file = "bench.yaml") {
  await page.getByLabel("Find rules").fill(id);
  await page.locator(".tree .leaf").first().click();
  await page.locator(".file-name", { hasText: file }).waitFor();
  await page.waitForFunction(() => document.activeElement.className === "editor-host");
  await page.locator(".cm-activeLine", { hasText: id }).waitFor();
}

/** Puts the caret at the end of the first line with these words. */
async function toLine(page, words) {
  await page.locator(".cm-line", { hasText: words }).first().click();
  await page.keyboard.press("End");
}

async function toPhrase(page, id) {
  await openRule(page, id);
  await toLine(page, { "bench.walkabouts": /^\s*visited the tree nursery$/, "bench.pumpkins": "~pumpkin" }[id]);
}

async function openReport(page, name) {
  const option = page.locator("#report option", { hasText: name });
  await page.locator("#report").selectOption(await option.first().getAttribute("value"));
  await page.locator(".report-text .sentence").first().waitFor();
}

const tab = (page, name) => page.getByRole("tab", { name }).click();
const sentence = (page, words) => page.locator(".report-text .sentence", { hasText: words }).first();

await test("opens fast, small and without a jump", {}, async (page, bench) => {
  await page.waitForTimeout(500);
  const { paint, shift } = await page.evaluate(async () => {
    const shifts = await new Promise((done) => {
      const found = [];
      new PerformanceObserver((list) => found.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(found), 200);
    });
    return {
      paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
      shift: shifts.filter((one) => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0),
    };
  });
  const scripts = await page.evaluate(() => performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.endsWith(".js")));
  let first = 0;
  for (const script of scripts) first += gzipSync(Buffer.from(await (await page.request.get(script)).body())).length;
  await page.getByRole("link", { name: "Calibration" }).click();
  await page.locator("h1", { hasText: "Calibration" }).waitFor();
  const all = await page.evaluate(() => performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.endsWith(".js")));
  let sum = 0;
  for (const script of all) sum += gzipSync(Buffer.from(await (await page.request.get(script)).body())).length;
  console.log(`      first paint ${Math.round(paint)} ms, layout shift ${shift.toFixed(3)}, script ${Math.round(first / 1000)} kB at first, ${Math.round(sum / 1000)} kB with calibration (gzip)`);
  assert.ok(sum < 500_000, `script of ${sum} bytes`);
  assert.ok(shift < 0.1, `layout shift of ${shift}`);
  assert.equal(new URL(page.url()).searchParams.get("token"), null, "the token stays out of the address");
  assert.ok(bench.said.length > 0);
});

await test("a mistake is told at its place, and mending it changes highlights and impact; saving writes that file alone", {}, async (page, bench) => {
  await openReport(page, "larchwick");
  const before = contents(join(bench.pack, ".."));
  await toPhrase(page, "bench.walkabouts");
  await page.keyboard.type("\n~");
  await page.locator(".problem.error", { hasText: "11" }).waitFor();
  const marked = page.locator(".cm-lintRange-error");
  await marked.first().waitFor();
  assert.equal((await page.locator(".cm-activeLine").textContent()).trim(), "~");
  assert.ok(await page.locator(".cm-activeLine .cm-lintRange-error").count(), "the underline is in the line of the mistake");
  await shot(page, "mistake");
  await draftKept(page);
  assert.deepEqual(changedFiles(before, contents(join(bench.pack, ".."))), [], "a draft touches no file of the pack");

  const managers = sentence(page, "Managers walked");
  assert.equal(await managers.evaluate((one) => one.tagName), "SPAN");
  await page.keyboard.type("walk to the tree nursery");
  await page.locator("mark.sentence", { hasText: "Managers walked" }).waitFor();
  assert.equal(await page.locator(".problem.error").count(), 0);
  await tab(page, "Impact");
  await page.locator(".impact .found", { hasText: "Managers walked to the tree nursery" }).first().waitFor();
  await page.locator(".impact", { hasText: "Agreement with published scores" }).waitFor();
  await shot(page, "impact-gained");

  await page.locator(".cm-content").first().focus();
  await page.keyboard.press("Control+s");
  await isSaved(page);
  const after = contents(join(bench.pack, ".."));
  assert.deepEqual(changedFiles(before, after), ["cqc-la/rules/bench.yaml"]);
  const lines = after["cqc-la/rules/bench.yaml"].split("\n");
  assert.deepEqual(lines.filter((line) => !before["cqc-la/rules/bench.yaml"].split("\n").includes(line)), ["      ~walk to the tree nursery"]);
  assert.ok(lines[0].startsWith("# Rules that only"), "comments are kept");

  await page.getByRole("link", { name: "Changes" }).click();
  await page.locator(".diff-line.added", { hasText: "+      ~walk to the tree nursery" }).waitFor();
  assert.equal(await page.locator(".diff-line.removed").count(), 0);
  await shot(page, "changes");
});

await test("a change of points flips scores, shown first; discarding and undoing give back what was", {}, async (page, bench) => {
  await openReport(page, "larchwick");
  await openRule(page, "bench.walkabouts");
  await toLine(page, "points: 3");
  await page.keyboard.type("0");
  await draftKept(page);
  await tab(page, "Impact");
  await page.locator(".flips tbody tr").first().waitFor();
  assert.ok((await page.locator(".flips").textContent()).includes("further off"));
  await shot(page, "impact-flips");
  await tab(page, "Assessment");
  await page.locator(".scores .badge.s4").first().waitFor();
  await shot(page, "assessment");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await isSaved(page);
  await page.locator(".cm-line", { hasText: /points: 3$/ }).first().waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.locator(".cm-line", { hasText: "points: 30" }).waitFor();
  await draftKept(page);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await isSaved(page);
  assert.ok(readFileSync(join(bench.pack, "rules", "bench.yaml"), "utf8").includes("points: 3\n"));
});

await test("an edit of a shared pack shows what it does in the packs that build on it", { server: { shared: true } }, async (page) => {
  await page.getByRole("combobox", { name: "Pack", exact: true }).selectOption("english");
  await openRule(page, "shared.soup", "bench-shared.yaml");
  await toLine(page, "points: 1");
  await page.keyboard.type("0");
  await draftKept(page);
  await tab(page, "Impact");
  const changed = page.getByRole("region", { name: "CQC local authority assessments" });
  await changed.getByRole("heading", { name: "4 balances move" }).waitFor();
  await shot(page, "impact-shared");
  await changed.getByRole("button", { name: "larchwick.txt" }).first().click();
  await page.locator(".report-text .sentence", { hasText: "visited the tree nursery" }).waitFor();
  assert.equal(await page.getByRole("combobox", { name: "Pack", exact: true }).inputValue(), "cqc-la");
});

await test("completes keys, values and lists", {}, async (page) => {
  await toPhrase(page, "bench.walkabouts");
  await page.keyboard.type("\n@");
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete li").first().waitFor();
  assert.ok((await page.locator(".cm-tooltip-autocomplete li").count()) > 5);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace"); // one step out: beside `match`
  await page.keyboard.type("stat");
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "status" }).waitFor();
  await page.keyboard.press("Enter");
});

await test("makes a new rule from selected words, with counts by score", {}, async (page, bench) => {
  await openReport(page, "larchwick");
  const place = sentence(page, "Apprentices grew saplings");
  await place.evaluate((one) => {
    const text = one.firstChild;
    const at = text.data.indexOf("grew saplings");
    getSelection().setBaseAndExtent(text, at, text, at + "grew saplings".length);
  });
  await page.locator(".chosen-words", { hasText: "grew saplings" }).waitFor();
  assert.equal((await page.locator(".chosen-words").textContent()).trim(), "grew saplings");
  await page.getByRole("button", { name: "New rule from this" }).click();
  const dialog = page.getByRole("dialog", { name: "New rule from this" });
  await dialog.locator(".suggestions label").first().waitFor();
  assert.ok((await dialog.locator(".suggestions label").count()) >= 2, "stems or gaps are suggested beside the exact words");
  await dialog.locator(".counts", { hasText: "1 hit in 1 report" }).waitFor();
  await dialog.getByLabel("Title").fill("Saplings are grown");
  await dialog.getByLabel("Id", { exact: true }).fill("bench.saplings");
  await dialog.getByRole("combobox", { name: /^File/ }).selectOption("rules/bench.yaml");
  await shot(page, "new-rule");
  const before = contents(bench.pack);
  await dialog.getByRole("button", { name: "Add as a draft" }).click();
  await page.locator(".file-name", { hasText: "bench.yaml" }).waitFor();
  await draftKept(page);
  await page.locator("mark.sentence", { hasText: "Apprentices grew saplings" }).waitFor();
  assert.deepEqual(changedFiles(before, contents(bench.pack)), []);
  assert.equal(await page.locator(".problem.error").count(), 0);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isSaved(page);
  assert.match(readFileSync(join(bench.pack, "rules", "bench.yaml"), "utf8"), /id: bench\.saplings/);
});

await test("a new rule may begin a file of its own", {}, async (page, bench) => {
  await openReport(page, "larchwick");
  await sentence(page, "Apprentices grew saplings").click();
  await page.getByRole("button", { name: "New rule from this" }).click();
  const dialog = page.getByRole("dialog", { name: "New rule from this" });
  await dialog.locator(".counts", { hasText: "in 1 report" }).waitFor();
  await dialog.getByLabel("Phrase").fill("grew saplings");
  await dialog.getByLabel("Title").fill("Saplings are grown");
  await dialog.getByLabel("Id", { exact: true }).fill("bench.saplings");
  await dialog.getByRole("combobox", { name: /^File/ }).selectOption({ label: "a new file…" });
  const name = dialog.getByLabel("Name of the new file");
  assert.equal(await name.getAttribute("placeholder"), "rules/bench-saplings.yaml");
  await name.fill("../outside.yaml");
  assert.equal(await name.evaluate((field) => field.checkValidity()), false);
  await name.fill("rules/bench.yaml");
  await dialog.getByRole("alert").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "Add as a draft" }).isDisabled());
  await name.fill("rules/nursery/saplings.yaml");
  await shot(page, "new-file");
  const before = contents(join(bench.pack, ".."));
  await dialog.getByRole("button", { name: "Add as a draft" }).click();
  await page.locator(".file-name", { hasText: "rules/nursery/saplings.yaml" }).waitFor();
  await page.locator(".file-bar .status", { hasText: "new, draft" }).waitFor();
  await page.locator(".cm-line", { hasText: "# A rule says which words" }).waitFor();
  await page.locator("mark.sentence", { hasText: "Apprentices grew saplings" }).waitFor();
  assert.deepEqual(changedFiles(before, contents(join(bench.pack, ".."))), [], "a draft of a new file is no file");

  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await page.locator(".file-bar .status", { hasText: "no file" }).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.locator(".file-bar .status", { hasText: "new, draft" }).waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isSaved(page);
  assert.deepEqual(changedFiles(before, contents(join(bench.pack, ".."))), ["cqc-la/rules/nursery/saplings.yaml"]);
  assert.match(readFileSync(join(bench.pack, "rules", "nursery", "saplings.yaml"), "utf8"), /^# A rule says[\s\S]*id: bench\.saplings/);
  await page.getByLabel("Order of the rules").selectOption("file");
  await page.locator(".tree-label", { hasText: "saplings.yaml" }).waitFor();
  await page.getByRole("link", { name: "Changes" }).click();
  await page.getByRole("heading", { name: "New files that git does not know yet" }).waitFor();
  await page.getByLabel("New files", { exact: true }).locator(".diff-line.added", { hasText: "id: bench.saplings" }).waitFor();
  await shot(page, "changes-new-file");
  await page.getByRole("link", { name: "rules/nursery/saplings.yaml" }).click();
  await page.locator(".file-name", { hasText: "rules/nursery/saplings.yaml" }).waitFor();
});

await test("a wrong hit becomes an exception with its example", {}, async (page, bench) => {
  await openReport(page, "pumpenham");
  await toPhrase(page, "bench.pumpkins");
  await page.keyboard.type("\n~pumpkin *12 rot\nstayed away");
  await page.locator("mark.sentence", { hasText: "harvest fair" }).waitFor();
  await draftKept(page);
  await sentence(page, "harvest fair").click();
  await page.locator(".action-bar").getByRole("button", { name: "This hit is wrong" }).click();
  const dialog = page.getByRole("dialog", { name: "This hit is wrong" });
  // The invented rules may not be the only ones that find something in the sentence.
  const which = dialog.getByRole("radio", { name: "bench.pumpkins" });
  if (await which.count()) await which.check();
  await dialog.getByText("the rule no longer fires in this sentence").waitFor(); // what is suggested covers both matches
  await dialog.getByLabel("Leave alone").fill("of the harvest fair");
  await dialog.getByText("The rule still fires here because of “stayed away”").waitFor();
  await dialog.getByText("This example must not match").waitFor();
  await dialog.getByRole("button", { name: "Add as a draft all the same" }).waitFor();
  await dialog.getByLabel("Leave alone").fill("of the harvest fair\nrot stayed away");
  await dialog.getByText("the rule no longer fires in this sentence").waitFor();
  await dialog.locator(".diff-line.added", { hasText: "rot stayed away" }).first().waitFor();
  await shot(page, "wrong-hit");
  await dialog.getByRole("button", { name: "Add as a draft" }).click();
  await page.locator(".report-text span.sentence", { hasText: "harvest fair" }).waitFor();
  await page.locator("mark.sentence", { hasText: "Pumpkins were left to rot" }).waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isSaved(page);
  const text = readFileSync(join(bench.pack, "rules", "bench.yaml"), "utf8");
  assert.match(text, /except:[\s\S]*rot stayed away/);
  assert.match(text, /The pumpkins of the harvest fair were turned over/);
  await page.getByRole("button", { name: "Run examples" }).click();
  await page.locator(".problem-list", { hasText: "all as the file says" }).waitFor();
});

await test("the way back from another page leads to the same place, and a finding's rule is selected in the list", { viewport: { width: 1280, height: 420 } }, async (page) => {
  await openReport(page, "larchwick");
  await openRule(page, "bench.pumpkins");
  await page.getByLabel("Find rules").fill("");
  await page.locator(".margin .note-main", { hasText: "Leaders visit the tree nursery" }).first().click();
  await page.locator(".cm-activeLine", { hasText: "bench.walkabouts" }).waitFor();
  const row = page.locator('[role="treeitem"][aria-selected="true"]', { hasText: "Leaders visit the tree nursery" });
  await row.waitFor();
  await page.waitForFunction(() => {
    const tree = document.querySelector(".tree").getBoundingClientRect();
    const own = document.querySelector('.tree [aria-selected="true"]').getBoundingClientRect();
    return own.top >= tree.top - 1 && own.bottom <= tree.bottom + 1;
  });
  await openRule(page, "bench.pumpkins");
  const places = () => page.evaluate(() => ({
    report: document.querySelector(".report-text").scrollTop, editor: document.querySelector(".editor-host").shadowRoot.querySelector(".cm-scroller").scrollTop,
  }));
  await page.evaluate(() => (document.querySelector(".report-text").scrollTop = 120));
  await page.waitForTimeout(300);
  const before = await places();
  assert.ok(before.report > 50 && before.editor > 50, JSON.stringify(before));
  for (const name of ["Calibration", "Changes"]) {
    await page.getByRole("link", { name }).click();
    await page.locator("h1", { hasText: name }).waitFor();
    await page.getByRole("link", { name: "Workbench" }).click();
    await page.locator(".cm-activeLine", { hasText: "bench.pumpkins" }).waitFor();
    await page.waitForTimeout(300);
    const after = await places();
    assert.ok(Math.abs(after.report - before.report) < 3 && Math.abs(after.editor - before.editor) < 3, `${JSON.stringify(before)}, ${JSON.stringify(after)}`);
  }
});

await test("what should have fired shows its near misses", {}, async (page) => {
  await openReport(page, "larchwick");
  await sentence(page, "Managers walked").click();
  await page.getByRole("button", { name: "This should have fired" }).click();
  const dialog = page.getByRole("dialog", { name: "Which rule should have fired?" });
  await dialog.getByLabel("Another rule").fill("bench.walkabouts");
  await dialog.locator(".choices button", { hasText: "Leaders visit the tree nursery" }).last().click();
  await page.locator(".why h3", { hasText: "Leaders visit the tree nursery" }).waitFor();
  await page.locator(".why .near li", { hasText: "Managers walked to the tree nursery" }).waitFor();
  await page.locator(".why", { hasText: "Leaders visited the tree nursery and asked what worked" }).waitFor();
  await shot(page, "why");
});

await test("a change by another program is noticed and offered, never overwritten", {}, async (page, bench) => {
  const path = join(bench.pack, "rules", "bench.yaml");
  await toPhrase(page, "bench.walkabouts");
  await page.keyboard.type("\nmy own words");
  await draftKept(page);
  const theirs = readFileSync(path, "utf8").replace("Whoever visits sees more", "Written by another program");
  writeFileSync(path, theirs);
  await page.locator(".offer", { hasText: "changed this file on disk" }).waitFor();
  await shot(page, "external-change");
  await page.getByRole("button", { name: "Show both" }).click();
  const both = page.getByRole("dialog", { name: "Both versions" });
  await both.locator(".cm-line", { hasText: "Written by another program" }).first().waitFor();
  await both.locator(".cm-line", { hasText: "my own words" }).first().waitFor();
  await shot(page, "both");
  await both.getByRole("button", { name: "Decide later" }).click();
  await page.keyboard.press("Control+s");
  await page.waitForTimeout(500);
  assert.equal(readFileSync(path, "utf8"), theirs, "the other program's words stand");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await draftKept(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await isSaved(page);
  assert.match(readFileSync(path, "utf8"), /my own words/);

  const again = readFileSync(path, "utf8").replace("Whoever visits sees more", "Once more from outside");
  writeFileSync(path, again);
  await page.locator(".offer").waitFor();
  await page.getByRole("button", { name: "Take theirs" }).click();
  await page.locator(".cm-line", { hasText: "Once more from outside" }).waitFor();
  await isSaved(page);
  assert.equal(readFileSync(path, "utf8"), again);
});

await test("a reload keeps the draft, and the page as it was", {}, async (page) => {
  await openReport(page, "pumpenham");
  await toPhrase(page, "bench.walkabouts");
  await page.keyboard.type("\nkept over a reload");
  await draftKept(page);
  await tab(page, "Assessment");
  await page.reload();
  await page.locator(".cm-line", { hasText: "kept over a reload" }).waitFor();
  await draftKept(page);
  assert.equal(await page.getByRole("tab", { name: "Assessment" }).getAttribute("aria-selected"), "true");
  assert.match(await page.locator("#report option:checked").textContent(), /pumpenham/i);
});

/** Holds a page's requests of this method to addresses with these words, until `release`. `arrived` waits for the first of them. */
async function hold(page, method, words) {
  const held = [];
  let told;
  const first = new Promise((done) => (told = done));
  const catchIt = (route) => {
    if (route.request().method() !== method) return route.fallback();
    held.push(route);
    told();
  };
  await page.route(words, catchIt);
  return {
    arrived: () => Promise.race([first, new Promise((_, failed) => setTimeout(() => failed(new Error(`no ${method} of ${words} arrived`)), kPatience).unref())]),
    async release() {
      await page.unroute(words, catchIt);
      for (const route of held) await route.continue().catch(() => undefined);
    },
  };
}

await test("two tabs never overwrite each other", {}, async (page, bench, context) => {
  await toPhrase(page, "bench.walkabouts");
  const other = await context.newPage();
  await other.goto(`${bench.origin}/${new URL(page.url()).hash}`);
  await other.locator(".cm-line", { hasText: "visited the tree nursery" }).first().waitFor();
  // The other tab does not hear of the first one's words before it sends its own.
  const news = await hold(other, "GET", /\/file\?/);
  await page.bringToFront();
  await toPhrase(page, "bench.walkabouts");
  await page.keyboard.type("\nfrom the first tab");
  await draftKept(page);
  await other.bringToFront();
  await toPhrase(other, "bench.walkabouts");
  await other.keyboard.type("\nfrom the second tab");
  await other.locator(".offer", { hasText: "another tab" }).waitFor();
  await news.release();
  await shot(other, "two-tabs");
  await other.getByRole("button", { name: "Take theirs" }).click();
  await other.locator(".cm-line", { hasText: "from the first tab" }).waitFor();
  await other.locator(".offer").waitFor({ state: "detached" });
  // Both now edit at once, before either has sent anything: the second to arrive is told.
  const drafts = await Promise.all([page, other].map((one) => hold(one, "PUT", /\/draft\?/)));
  await Promise.all([page, other].map((one, index) => one.locator(".cm-content").first().evaluate((content, words) => {
    content.focus();
    document.execCommand("insertText", false, words);
  }, ` # tab ${index}`)));
  await Promise.all(drafts.map((one) => one.arrived()));
  await Promise.all(drafts.map((one) => one.release()));
  await Promise.race([page, other].map((one) => one.locator(".offer", { hasText: "another tab" }).waitFor()));
});

// With so many reports a run takes half a minute where nothing else runs: nobody is too slow to cancel it.
await test("a calibration shows its progress and can be cancelled", { server: { copies: 200 } }, async (page, bench) => {
  await page.getByRole("link", { name: "Calibration" }).click();
  const before = contents(bench.pack);
  const run = page.getByRole("button", { name: /^Run( again)?$/ });
  await run.click();
  await page.getByRole("progressbar", { name: "Calibrating" }).waitFor();
  await shot(page, "calibration-runs");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator(".announce", { hasText: "cancelled" }).waitFor();
  await run.waitFor();
  assert.deepEqual(changedFiles(before, contents(bench.pack)), [], "a cancelled run changes nothing");
});

await test("calibrates and then shows its figures", { server: { copies: 20 } }, async (page) => {
  await page.getByRole("link", { name: "Calibration" }).click();
  await page.locator("h1", { hasText: "Calibration" }).waitFor();
  await shot(page, "calibration-none");
  await page.getByRole("button", { name: /^Run( again)?$/ }).click();
  await page.locator(".matrix").waitFor({ timeout: 120_000 });
  await page.locator(".rule-table tbody tr").first().waitFor();
  await shot(page, "calibration");
  await page.getByRole("button", { name: "Rule", exact: true }).click();
  const first = await page.locator(".rule-table tbody th").first().textContent();
  await page.getByRole("button", { name: /^Rule/ }).first().click();
  assert.notEqual(await page.locator(".rule-table tbody th").first().textContent(), first, "the table sorts both ways");
  await page.getByLabel("Find", { exact: true }).fill("bench.walkabouts");
  await page.getByRole("button", { name: "bench.walkabouts" }).click();
  await page.getByRole("dialog").locator(".found", { hasText: "visited the tree nursery" }).first().waitFor();
  await shot(page, "calibration-sentences");
  await page.getByRole("dialog").locator(".found button").first().click();
  await page.locator(".sentence.current", { hasText: "visited the tree nursery" }).waitFor();
});

async function dropFile(page, name, type, content) {
  const transfer = await page.evaluateHandle(({ name, type, bytes }) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    return data;
  }, { name, type, bytes: [...Buffer.from(content)] });
  await page.dispatchEvent(".effect", "dragover", { dataTransfer: transfer });
  await page.locator(".drop-hint").waitFor();
  await shot(page, "drop");
  await page.dispatchEvent(".effect", "drop", { dataTransfer: transfer });
}

await test("scores a dropped PDF and a pasted text, and forgets them", {}, async (page, bench) => {
  const before = contents(bench.corpus);
  await dropFile(page, "mossgate.pdf", "application/pdf", pdfOf(kReports["larchwick.txt"].replaceAll("Larchwick", "Mossgate")));
  await page.locator("#report option:checked", { hasText: "mossgate" }).waitFor({ state: "attached" });
  await page.locator("mark.sentence", { hasText: "Leaders visited the tree nursery" }).waitFor();
  await shot(page, "dropped-pdf");
  await dropFile(page, "ellerby.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", readFileSync(join(source, "tests", "data", "formats", "ellerby.docx")));
  await page.locator("#report option:checked", { hasText: "ellerby.docx" }).waitFor({ state: "attached" });
  await page.locator(".report-text mark.sentence").first().waitFor();
  await page.getByRole("button", { name: "Paste" }).click();
  await shot(page, "paste");
  await page.getByLabel("Text of a report").fill(kReports["pumpenham.txt"].replaceAll("Pumpenham", "Fernhollow"));
  await page.getByRole("button", { name: "Score", exact: true }).click();
  await page.locator("mark.sentence", { hasText: "Pumpkins were left to rot" }).waitFor();
  await page.getByRole("button", { name: "Forget" }).click();
  await page.locator("#report option", { hasText: "pasted" }).waitFor({ state: "detached" });
  await page.locator(".report-text .sentence").first().waitFor();
  assert.deepEqual(changedFiles(before, contents(bench.corpus)), []);
});

await test("explains a report on a page of its own", {}, async (page, bench, context) => {
  await openReport(page, "larchwick");
  const [explain] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: /Explain/ }).click()]);
  await explain.locator("h1", { hasText: "Larchwick" }).waitFor();
  assert.ok((await explain.locator("mark").count()) > 0);
  const html = await (await page.request.get(explain.url())).text();
  assert.ok(!/(src|href)="(https?:)?\/\//.test(html), "the page is whole by itself");
  await tab(page, "Assessment");
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save as one file" }).click()]);
  assert.match(saved.suggestedFilename(), /\.html$/);
  await shot(explain, "explain");
});

await test("works by keyboard alone", {}, async (page) => {
  await page.locator("body").press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await shot(page, "keyboard");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("/");
  await page.keyboard.type("bench.");
  await page.keyboard.press("F6");
  await page.waitForFunction(() => document.activeElement.className === "editor-host");
  await page.keyboard.press("F6");
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "tab");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: "Assessment" }).getAttribute("aria-selected"), "true");
  await page.keyboard.press("F6");
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "treeitem");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.locator(".file-name", { hasText: "bench.yaml" }).waitFor();
  await page.waitForFunction(() => document.activeElement.className === "editor-host");
  await page.keyboard.press("Alt+1");
  await page.getByRole("tab", { name: "Report" }).waitFor();
  const text = page.locator('.report-text .sentence[tabindex="0"]');
  await text.focus();
  const first = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await page.evaluate(() => document.activeElement.textContent), first);
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "MARK");
  for (const [key, name] of [["n", "New rule from this"], ["f", "Which rule should have fired?"], ["w", "This hit is wrong"]]) {
    await page.keyboard.press(key);
    await page.getByRole("dialog", { name }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement.tagName === "MARK");
  }
  // Who types may look at the impact and type on; the same keys again lead there.
  await page.keyboard.press("F6");
  await page.keyboard.press("F6");
  await page.waitForFunction(() => document.activeElement.className === "editor-host");
  await page.keyboard.press("Alt+4");
  await page.locator(".impact-head").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.className), "editor-host");
  await page.keyboard.press("Alt+4");
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "tab");
  const splitter = page.getByRole("separator", { name: "Width of the rules" });
  const width = () => page.locator("#pane-rules").evaluate((pane) => pane.clientWidth);
  const wide = await width();
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.ok((await width()) > wide);
  const box = await splitter.boundingBox();
  await page.mouse.move(box.x + 3, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x - 77, box.y + 100, { steps: 4 });
  await page.mouse.up();
  assert.ok((await width()) < wide, "the mouse moves it too");
});

for (const colorScheme of ["light", "dark"]) {
  await test(`axe finds nothing on any page, ${colorScheme}`, { colorScheme, server: { copies: 2 } }, async (page) => {
    const check = (name) => shot(page, `${name}.${colorScheme}`);
    await openReport(page, "larchwick");
    await openRule(page, "bench.walkabouts");
    await page.getByLabel("Find rules").fill("");
    await page.locator('.tree [aria-expanded="false"]').first().click();
    await check("workbench");
    await tab(page, "Assessment");
    await page.locator(".verdict").first().waitFor();
    await check("assessment");
    await tab(page, "Why");
    await page.locator(".why h3").waitFor();
    await check("why");
    await tab(page, "Impact");
    await page.locator(".impact").waitFor();
    await check("impact");
    await tab(page, "Report");
    await sentence(page, "Leaders visited").click();
    await page.getByRole("button", { name: "New rule from this" }).click();
    await page.locator(".counts table").waitFor();
    await check("new-rule");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "This should have fired" }).click();
    await page.getByLabel("Another rule").fill("nursery");
    await page.locator(".choices button").first().waitFor();
    await check("should-fire");
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator(".note-main").first().click();
    await page.getByRole("link", { name: "Calibration" }).click();
    await page.getByRole("button", { name: /^Run( again)?$/ }).click();
    await page.locator(".matrix").waitFor({ timeout: 120_000 });
    await check("calibration");
    await page.getByRole("link", { name: "Changes" }).click();
    await page.locator(".state, .diff").first().waitFor();
    await check("changes");
  });
}

await test("at 200 % zoom one pane at a time, nothing to scroll but the panes", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, async (page) => {
  const over = () => page.evaluate(() => {
    const root = document.documentElement;
    return Math.max(root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight);
  });
  for (const pane of ["Rules", "Editor", "Effect"]) {
    await page.getByRole("button", { name: pane, exact: true }).click();
    assert.equal(await over(), 0, pane);
    await shot(page, `zoom-${pane}`);
  }
  await page.getByRole("link", { name: "Calibration" }).click();
  await page.locator("h1", { hasText: "Calibration" }).waitFor();
  assert.equal(await over(), 0, "Calibration");
  await shot(page, "zoom-calibration");
});

await browser.close();
console.log(failures === 0 ? `all ${ran} passed` : `${failures} of ${ran} failed`);
process.exit(failures === 0 ? 0 : 1);
