// SARIF that `assay check` writes, held against the SARIF 2.1.0 schema as OASIS and code-scanning services have it.
//
//     node sarif.test.mjs ASSAY SOURCE
//
// The schema comes with a package of this folder (npm ci); without it the test is skipped (77).
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const [assay, source] = process.argv.slice(2);
const require = createRequire(import.meta.url);

function validator() {
  const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const Ajv = require("ajv");
  const ajv = new Ajv({ schemaId: "auto", allErrors: true });
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
  return ajv.compile(schema);
}

let valid;
try {
  valid = validator();
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  console.log("skipped: run `npm ci` in tests/schema first");
  process.exit(77);
}

const problems = [];
const told = new Map(); // how many results there were of each level
let logs = 0;

function hold(name, text) {
  let log;
  try {
    log = JSON.parse(text);
  } catch (error) {
    problems.push(`${name}: no JSON: ${error.message}`);
    return null;
  }
  logs += 1;
  if (!valid(log)) problems.push(...valid.errors.map((e) => `${name}: ${e.dataPath || "the log"} ${e.message} ${JSON.stringify(e.params)}`));
  for (const result of log.runs?.[0]?.results ?? []) told.set(result.level, (told.get(result.level) ?? 0) + 1);
  return log;
}

const check = (cwd, ...words) =>
  new Promise((done) =>
    execFile(assay, ["check", "--format", "sarif", ...words], { cwd, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const name = words.map((word) => basename(word)).join(" ").slice(0, 100);
      if (error && error.code !== 1) problems.push(`${name}: exit ${error.code}: ${stderr.slice(0, 200)}`);
      done(hold(name, stdout));
    }),
  );

const folder = mkdtempSync(join(tmpdir(), "assay-sarif-"));
try {
  // The shipped packs, which have nothing to tell; by relative path and by absolute path.
  const shipped = await check(source, "rules/english", "rules/cqc-la", "rules/ofsted-ilacs");
  await check(folder, join(source, "rules/cqc-la"));

  // Every seeded mistake: what is told at a line, at a whole file, and with quotation marks and odd bytes in the snippet.
  const base = join(source, "tests/rule_errors/base");
  const cases = join(source, "tests/rule_errors/cases");
  const files = readdirSync(cases).filter((file) => !file.endsWith(".expect"));
  while (files.length > 0) await check(cases, "--pack", base, ...files.splice(0, 8));

  // Warnings and notes; names that no address may hold as they are; files whose fault has no line.
  const pack = join(folder, "Räder & 100% [x] #1");
  cpSync(base, pack, { recursive: true });
  mkdirSync(join(pack, "lua"), { recursive: true });
  writeFileSync(join(pack, "rules", "zwei Dächer.yaml"), "rules:\n  - id: odd.rule\n    title: Odd\n    level: 3\n    points: 1\n    match: |\n      staff *3 praised\n      staff praised\n");
  writeFileSync(join(pack, "lists", "idle.yaml"), "lists:\n  idle: [nobody at all]\n");
  await check(folder, pack);
  await check(folder, "--strict", pack);
  writeFileSync(join(pack, "lua", "broken.lua"), "return function(doc\n");
  writeFileSync(join(pack, "rules", "bytes.yaml"), Buffer.from([0x72, 0x3a, 0xff, 0xfe, 0x00, 0x0a]));
  writeFileSync(join(pack, "pack.yaml"), "");
  await check(folder, pack);
  rmSync(join(pack, "framework.yaml"));
  await check(folder, pack);

  // The schema is awake: what is wrong is refused.
  for (const spoil of [(log) => (log.version = "2.0"), (log) => delete log.runs[0].tool, (log) => (log.runs[0].results = [{}]), (log) => (log.runs[0].tool.driver.surplus = 1)]) {
    const log = structuredClone(shipped);
    spoil(log);
    if (valid(log)) problems.push(`the schema lets pass: ${spoil}`);
  }
  for (const level of ["error", "warning"]) if (!told.get(level)) problems.push(`no ${level} was told at all`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const counts = [...told].map(([level, count]) => `${count} ${level}s`).join(", ");
console.log(problems.length > 0 ? problems.slice(0, 40).join("\n") : `${logs} logs are SARIF 2.1.0 (${counts})`);
process.exit(problems.length > 0 ? 1 : 0);
