// The left pane: every rule of the pack, to be found by statement, topic, file, words, status or level.
import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PackInfo } from "../api/types";
import { remembered } from "../core/remembered";
import { plural } from "../core/words";
import type { Workbench } from "../model/workbench";
import { Badge } from "../ui/badge";
import { Empty, Failure, Loading } from "../ui/states";
import { byFile, byStatement, branchOf, rowsOf, suits, type Row } from "./tree";

const order = remembered<"statement" | "file">("tree", "statement");
/** Opened branches; null until the reader opens or closes one: then the one of the rule in the editor is open. */
const open = remembered<string[] | null>("tree.open", null);
const filter = signal({ words: "", status: "", level: "" });
const current = signal("");

export function RulesPane({ workbench, pack, focusEditor }: { workbench: Workbench; pack: PackInfo; focusEditor: () => void }) {
  const rules = workbench.rules.value;
  const files = workbench.files.value;
  const wanted = filter.value;
  const narrowed = Boolean(wanted.words || wanted.status || wanted.level);
  const found = useMemo(() => rules?.filter((rule) => suits(rule, wanted)) ?? [], [rules, wanted]);
  // Until the reader opens a branch, the one of the rule that the editor began with is open.
  const first = useRef<string | null>(null);
  first.current ??= workbench.rule.value;
  // The tree comes when that rule is known: a branch that opens later would push the others down.
  const settled = workbench.placed.value || workbench.fileFailure.value !== null || files?.length === 0;
  const rows = useMemo(() => {
    const nodes = order.value === "statement" ? byStatement(found, pack) : byFile(found, files ?? [], narrowed);
    return rowsOf(nodes, new Set(open.value ?? branchOf(nodes, first.current)), narrowed);
  }, [found, files, pack, narrowed, order.value, open.value, first.current]);

  // A rule that was opened from elsewhere: its branch opens, so that it can be seen where it stands.
  const wish = workbench.reveal.value;
  useEffect(() => {
    if (wish === null || !rules) return;
    workbench.reveal.value = null;
    const wished = rules.find((one) => one.id === wish);
    if (!wished) return;
    if (!suits(wished, wanted)) filter.value = { words: "", status: "", level: "" };
    const shownNow = suits(wished, wanted) ? found : rules;
    const nodes = order.value === "statement" ? byStatement(shownNow, pack) : byFile(shownNow, files ?? [], false);
    const opened = open.value ?? branchOf(nodes, first.current);
    if (!rowsOf(nodes, new Set(opened), false).some((row) => row.rule?.id === wish)) open.value = [...new Set([...opened, ...branchOf(nodes, wish)])];
  }, [wish, rules]);

  if (workbench.failure.value) return <Failure error={workbench.failure.value} again={() => void workbench.loadLists()} />;
  const set = (change: Partial<typeof wanted>) => (filter.value = { ...wanted, ...change });
  return (
    <div class="rules">
      <h2 class="unseen">Rules</h2>
      <div class="rules-head">
        <label class="grow">
          <span class="unseen">Find rules</span>
          <input id="find-rules" type="search" placeholder="Find rules" value={wanted.words} onInput={(event) => set({ words: event.currentTarget.value })} />
        </label>
        <div class="rules-filters">
          <label><span class="unseen">Order of the rules</span>
            <select value={order.value} onChange={(event) => (order.value = event.currentTarget.value as typeof order.value)}>
              <option value="statement">by statement</option>
              <option value="file">by file</option>
            </select>
          </label>
          <label><span class="unseen">Status</span>
            <select value={wanted.status} onChange={(event) => set({ status: event.currentTarget.value })}>
              <option value="">status</option>
              <option>active</option><option>draft</option><option>off</option>
            </select>
          </label>
          <label><span class="unseen">Level</span>
            <select value={wanted.level} onChange={(event) => set({ level: event.currentTarget.value })}>
              <option value="">level</option>
              {[4, 3, 2, 1].map((level) => <option key={level} value={String(level)}>{`level ${level}`}</option>)}
            </select>
          </label>
        </div>
      </div>
      {!rules || !settled ? <div class="tree"><Loading what="Reading the rules" /></div> : rows.length === 0 ? (
        <Empty title={narrowed ? "No rule is like that" : "The pack has no rules yet"}>
          {narrowed ? <button type="button" onClick={() => set({ words: "", status: "", level: "" })}>Show all rules</button> : "Select words in a report and make a rule from them."}
        </Empty>
      ) : <Tree rows={rows} workbench={workbench} focusEditor={focusEditor} />}
      <p class="foot quiet">{rules ? `${narrowed ? `${found.length} of ` : ""}${plural(rules.length, "rule")}${!narrowed && rules.some((one) => one.fires !== null) ? "; beside a rule: reports it fires in" : ""}` : "\u00a0"}</p>
    </div>
  );
}

function Tree({ rows, workbench, focusEditor }: { rows: Row[]; workbench: Workbench; focusEditor: () => void }) {
  const list = useRef<HTMLUListElement>(null);
  const frame = useRef(0);
  const at = Math.max(0, rows.findIndex((row) => row.key === current.value));
  const shown = rows.some((row) => row.rule && row.rule.id === workbench.rule.value);
  useEffect(() => {
    if (!shown) return;
    // A rule stands under each of its statements: where the reader has just chosen one of these rows, that one counts.
    const own = rows[at]?.rule?.id === workbench.rule.value ? list.current?.children[at] : null;
    (own ?? list.current?.querySelector('[aria-selected="true"]'))?.scrollIntoView({ block: "nearest" });
  }, [shown, workbench.rule.value]);

  const focus = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    current.value = row.key;
    frame.current = requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };
  const toggle = (row: Row, to = !row.expanded) => {
    const now = new Set(open.value ?? rows.filter((one) => one.expanded).map((one) => one.key));
    if (to) now.add(row.key);
    else now.delete(row.key);
    open.value = [...now];
  };
  const choose = (row: Row, keep = false) => {
    cancelAnimationFrame(frame.current); // the focus that a key before asked for must not come after the editor's
    current.value = row.key;
    if (row.rule) void workbench.open(row.rule.file, row.rule.line).then(() => { if (!keep) focusEditor(); });
    else if (row.file) {
      void workbench.open(row.file.path).then(() => { if (!keep) focusEditor(); });
      if (row.expanded !== undefined) toggle(row, true);
    } else toggle(row);
  };
  const key = (event: KeyboardEvent) => {
    const row = rows[at]!;
    const above = () => { for (let i = at - 1; i >= 0; i -= 1) if (rows[i]!.depth < row.depth) return i; return at; };
    switch (event.key) {
      case "ArrowDown": focus(at + 1); break;
      case "ArrowUp": focus(at - 1); break;
      case "Home": focus(0); break;
      case "End": focus(rows.length - 1); break;
      case "ArrowRight": if (row.expanded === false) toggle(row, true); else if (row.expanded) focus(at + 1); break;
      case "ArrowLeft": if (row.expanded) toggle(row, false); else focus(above()); break;
      case "Enter": choose(row); break;
      case " ": choose(row, true); break;
      default: return;
    }
    event.preventDefault();
  };
  return (
    <ul role="tree" aria-label="Rules" class="tree" ref={list} onKeyDown={key}>
      {rows.map((row, index) => (
        <li
          key={row.key} role="treeitem" aria-level={row.depth + 1} aria-expanded={row.expanded} tabIndex={index === at ? 0 : -1}
          aria-selected={row.rule !== undefined && row.rule.id === workbench.rule.value} class={`depth-${Math.min(row.depth, 3)}${row.rule ? " leaf" : ""}`}
          onClick={() => choose(row, row.expanded !== undefined)} onFocus={() => (current.value = row.key)}
        >
          {row.rule ? <RuleRow row={row} /> : <GroupRow row={row} />}
        </li>
      ))}
    </ul>
  );
}

function RuleRow({ row: { rule, label } }: { row: Row }) {
  const { level, points, status, id, rationale, fires } = rule!;
  return (
    <>
      <Badge score={level} label={`level ${level}`} />
      <span class="tree-label" title={`${id}\n${rationale}`}>{label}</span>
      {status !== "active" && <span class={`tag ${status}`}>{status}</span>}
      <span class="quiet number" title={fires === null ? `${points} points` : `${points} points; fires in ${plural(fires, "report")} of the corpus`}>{fires ?? ""}</span>
    </>
  );
}

function GroupRow({ row: { expanded, label, count, file } }: { row: Row }) {
  return (
    <>
      <span class="twist" aria-hidden="true">{expanded === undefined ? "" : expanded ? "▾" : "▸"}</span>
      <span class="tree-label" title={file?.path}>{label}</span>
      {file?.draft && <span class="tag draft">edited</span>}
      {file && file.errors > 0 && <span class="tag bad">{plural(file.errors, "error")}</span>}
      {count !== undefined && <span class="quiet number">{plural(count, "rule")}</span>}
    </>
  );
}
