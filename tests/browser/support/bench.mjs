// `assay serve` on a copy of the packs and of the invented reports, so that a test may write what it likes.
import { spawn, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { skip } from "./chromium.mjs";
import { kReports, kRules, kSharedRules } from "./invented.mjs";

/** Every file below a folder, by its path, as text. Drafts are not files of the pack. */
export function contents(folder) {
  const found = {};
  for (const each of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(each.parentPath ?? each.path, each.name);
    const name = relative(folder, path);
    if (each.isFile() && !name.startsWith(".git/") && !/(^|\/)\.[^/]*draft/.test(name)) found[name] = readFileSync(path, "utf8");
  }
  return found;
}

/** The names of the files that differ between two contents. */
export function changedFiles(before, after) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).sort();
}

/**
 * Starts a server; `copies` reports of each kind make a corpus that takes a while to calibrate on. With `shared` the pack that the
 * others build on is served too, holds an invented rule, and is used by the statement of the reports.
 */
export async function startBench({ assay, source, copies = 1, shared = false }) {
  const home = mkdtempSync(join(tmpdir(), "assay-bench-"));
  const pack = join(home, "rules", "cqc-la");
  const corpus = join(home, "corpus");
  cpSync(join(source, "rules", "english"), join(home, "rules", "english"), { recursive: true });
  cpSync(join(source, "rules", "cqc-la"), pack, { recursive: true });
  writeFileSync(join(pack, "rules", "bench.yaml"), kRules);
  const english = join(home, "rules", "english");
  if (shared) {
    writeFileSync(join(english, "rules", "bench-shared.yaml"), kSharedRules);
    const head = readFileSync(join(pack, "pack.yaml"), "utf8");
    writeFileSync(join(pack, "pack.yaml"), head.replace("not_for: [learning]", "not_for: [equity]"));
  }
  mkdirSync(corpus);
  for (const [name, text] of Object.entries(kReports)) {
    for (let copy = 0; copy < copies; copy += 1)
      writeFileSync(join(corpus, copy ? `${copy}-${name}` : name), copy ? text.replaceAll("Council", `Council ${copy}`) : text);
  }
  const git = (...words) => execFileSync("git", ["-C", join(home, "rules"), "-c", "user.name=test", "-c", "user.email=test@example.org", ...words], { stdio: "ignore" });
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", "Begin");

  const server = spawn(assay, ["serve", "--pack", pack, ...(shared ? ["--pack", english] : []), "--corpus", corpus, "--port", "0", "--no-open"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, XDG_CACHE_HOME: join(home, "cache") },
  });
  const said = [];
  const url = await new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`assay serve named no address in two minutes: ${said.join("\n")}`)), 120_000);
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line);
        if (address) {
          clearTimeout(timer);
          found(address[0]);
        }
      });
    }
    server.on("exit", (code) => {
      if (/without npm/.test(said.join(" "))) skip("this assay was built without the workbench");
      failed(new Error(`assay serve ended with ${code}: ${said.join("\n")}`));
    });
  });
  return {
    url, pack, corpus, said,
    origin: new URL(url).origin,
    async stop() {
      const ended = new Promise((done) => server.once("exit", done));
      server.kill("SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
