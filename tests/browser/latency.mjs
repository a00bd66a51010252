// How long somebody who types waits, in real Chromium: from the key to diagnostics on the screen, and to the impact on the corpus.
//
//   node latency.mjs ASSAY PACK CORPUS [LABELS] [ROUNDS]
//
// A benchmark, no test: nothing is asserted. Works on a copy of the pack's folder. Times begin with the key and end with the frame that
// shows the answer.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { launch } from "./support/chromium.mjs";

const [assay, pack, corpus, labels, rounds = "20"] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), "assay-latency-"));
cpSync(dirname(resolve(pack)), join(home, "rules"), { recursive: true });
const server = spawn(resolve(assay), [
  "serve", "--pack", join(home, "rules", basename(resolve(pack))), "--corpus", resolve(corpus), ...(labels ? ["--labels", resolve(labels)] : []), "--port", "0", "--no-open",
], { stdio: ["ignore", "pipe", "inherit"] });
const url = await new Promise((found) => createInterface({ input: server.stdout }).on("line", found));

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
// Notes when each answer is on the screen: its body is read, and the frame after it is drawn.
await page.addInitScript(() => {
  globalThis.answers = [];
  const plain = globalThis.fetch;
  globalThis.fetch = async (...call) => {
    const answer = await plain(...call);
    const path = new URL(answer.url).pathname;
    const kind = /\/(draft|impact)$/.exec(path)?.[1] ?? (/\/reports\/[^/]+$/.test(path) ? "report" : "");
    if (kind && answer.ok) void answer.clone().text().then(() => requestAnimationFrame(() => requestAnimationFrame(() => globalThis.answers.push({ kind, at: performance.now() }))));
    return answer;
  };
  addEventListener("keydown", () => { globalThis.answers = []; globalThis.pressed = performance.now(); }, true);
});
await page.goto(url);
await page.locator('[role="treeitem"]').first().waitFor();
await page.waitForFunction(() => document.querySelector("#report option"), null, { timeout: 300_000 });
await page.getByRole("tab", { name: "Impact" }).click();
await page.locator(".impact-head").waitFor({ timeout: 300_000 });
const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
await page.locator(".cm-line", { hasText: /points: \d/ }).first().click();
await page.keyboard.press("End");

const times = { "key to diagnostics": [], "key to the open report": [], "key to impact": [] };
const kinds = { draft: "key to diagnostics", report: "key to the open report", impact: "key to impact" };
for (let round = 0; round < Number(rounds); round += 1) {
  await page.keyboard.press(round % 2 ? "Backspace" : "5");
  await page.waitForFunction(() => globalThis.answers.some((one) => one.kind === "impact"), null, { timeout: 120_000 });
  const { answers, pressed } = await page.evaluate(() => ({ answers: globalThis.answers, pressed: globalThis.pressed }));
  for (const [kind, name] of Object.entries(kinds)) {
    const answer = answers.find((one) => one.kind === kind);
    if (answer) times[name].push(answer.at - pressed);
  }
  await page.waitForTimeout(200);
}
console.log(`first paint ${Math.round(paint)} ms; ${await page.locator(".impact-head").textContent()}`);
for (const [name, all] of Object.entries(times)) {
  all.sort((a, b) => a - b);
  console.log(`${name}: median ${Math.round(all[all.length >> 1])} ms, 95th percentile ${Math.round(all[Math.ceil(all.length * 0.95) - 1])} ms, n ${all.length}`);
}
await browser.close();
const ended = new Promise((done) => server.once("exit", done));
server.kill("SIGTERM");
await ended;
rmSync(home, { recursive: true, force: true });
