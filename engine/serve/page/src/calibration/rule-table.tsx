// Each rule's part in the agreement, to be sorted, with its sentences a key press away.
import { useSignal } from "@preact/signals";
import type { RuleFigures } from "../api/types";
import { fixed, signed } from "../core/words";
import type { Workbench } from "../model/workbench";
import { Badge } from "../ui/badge";
import { openSentences } from "../dialogs/sentences";

interface Column {
  key: string;
  name: string;
  title: string;
  of: (rule: RuleFigures) => number | string | null;
  show?: (rule: RuleFigures) => string;
}

const kColumns: Column[] = [
  { key: "rule", name: "Rule", title: "The rule's id", of: (r) => r.rule },
  { key: "level", name: "Level", title: "4 and 3 strengths, 2 and 1 shortfalls", of: (r) => r.level },
  { key: "points", name: "Points", title: "The author's points", of: (r) => r.points, show: (r) => fixed(r.points, 1) },
  { key: "multiplier", name: "Weight", title: "What the fit made of the points: 1 leaves them", of: (r) => r.multiplier, show: (r) => fixed(r.multiplier, 2) },
  { key: "hits", name: "Hits", title: "Findings in the corpus", of: (r) => r.hits },
  { key: "assessments", name: "In", title: "Assessments with a finding", of: (r) => r.assessments },
  { key: "log_odds", name: "Log odds", title: "How much likelier it is in higher scores; below 0 in lower ones", of: (r) => r.log_odds.value, show: (r) => (r.log_odds.value === null ? "\u2013" : signed(r.log_odds.value, 2)) },
  { key: "qwk", name: "QWK without", title: "What QWK would gain or lose without the rule", of: (r) => r.qwk_change_without, show: (r) => (r.qwk_change_without === null ? "\u2013" : signed(r.qwk_change_without, 4)) },
];

export function RuleTable({ workbench, rules }: { workbench: Workbench; rules: RuleFigures[] }) {
  const by = useSignal({ key: "qwk", down: false });
  const words = useSignal("");
  const against = useSignal(false);
  const column = kColumns.find((one) => one.key === by.value.key)!;
  const shown = rules
    .filter((rule) => rule.rule.includes(words.value.toLowerCase().trim()) && (!against.value || rule.contradicts_author))
    .sort((a, b) => {
      const [x, y] = [column.of(a), column.of(b)];
      if (x === null || y === null) return Number(x === null) - Number(y === null);
      const order = typeof x === "string" ? x.localeCompare(String(y)) : x - Number(y);
      return by.value.down ? -order : order;
    });
  const sort = (key: string) => (by.value = { key, down: by.value.key === key ? !by.value.down : key !== "rule" });
  return (
    <section>
      <div class="head-row">
        <h2>Rules <span class="quiet">{shown.length} of {rules.length}</span></h2>
        <div class="run-place">
          <label class="check"><input type="checkbox" checked={against.value} onChange={(event) => (against.value = event.currentTarget.checked)} /> only where the scores contradict the author</label>
          <label><span class="unseen">Find</span><input type="search" placeholder="Find" value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} /></label>
        </div>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Figures of the rules">
        <table class="plain-table rule-table">
          <thead><tr>
            {kColumns.map((one) => (
              <th scope="col" key={one.key} aria-sort={one.key === by.value.key ? (by.value.down ? "descending" : "ascending") : "none"}>
                <button type="button" class="sort" title={one.title} onClick={() => sort(one.key)}>{one.name}<span aria-hidden="true">{one.key === by.value.key ? (by.value.down ? " ↓" : " ↑") : ""}</span></button>
              </th>
            ))}
            <th scope="col">Remark</th>
          </tr></thead>
          <tbody>
            {shown.slice(0, 400).map((rule) => (
              <tr key={rule.rule}>
                <th scope="row"><button type="button" class="link" onClick={() => openSentences(workbench, rule.rule)}>{rule.rule}</button></th>
                <td><Badge score={rule.level} /></td>
                {kColumns.slice(2).map((one) => <td key={one.key} class="number">{one.show ? one.show(rule) : one.of(rule)}</td>)}
                <td>{rule.insufficient ? <span class="quiet">too few to judge</span> : rule.contradicts_author ? <span class="bad">contradicts its level</span> : rule.partner ? <span class="quiet">often beside {rule.partner}</span> : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
