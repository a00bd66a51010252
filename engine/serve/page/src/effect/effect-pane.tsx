// The right pane: one report under the drafts, and what they do to all of them.
import { useRef } from "preact/hooks";
import type { Finding, ReportEntry, WhySentence } from "../api/types";
import { scoresInShort } from "../core/argument";
import { go, route } from "../core/route";
import { shownPane } from "../core/shown-pane";
import { openNewRule } from "../dialogs/new-rule";
import { openException } from "../dialogs/exception";
import { openPasteText } from "../dialogs/paste-text";
import { openShouldFire } from "../dialogs/should-fire";
import { bringFiles } from "../model/bring";
import type { Session } from "../model/session";
import type { Workbench } from "../model/workbench";
import { announceError } from "../ui/announce";
import { Badge } from "../ui/badge";
import { Tabs } from "../ui/tabs";
import { AssessmentTab } from "./assessment-tab";
import { ImpactTab } from "./impact-tab";
import { ReportTab, type TextActions } from "./report-tab";
import { WhyTab } from "./why-tab";

export const kEffectTabs = ["report", "assessment", "why", "impact"] as const;
export const kTabNames: Record<(typeof kEffectTabs)[number], string> = { report: "Report", assessment: "Assessment", why: "Why", impact: "Impact" };

export function EffectPane({ workbench, session }: { workbench: Workbench; session: Session }) {
  const { reading } = workbench;
  const tab = route.value.tab ?? "report";
  const impact = workbench.impact.impact.value;
  const assessments = reading.report.value?.assessments ?? [];
  const score = assessments[0];
  const scores = scoresInShort(assessments);

  const showSentence = (start: number | null) => {
    reading.scrolled = null; // the sentence is wanted, not the place where the reader was
    reading.chosen.value = start;
    go({ tab: "report" });
  };
  const show = (report: string, start: number | null) => void reading.open(report, start).then(() => go({ tab: "report" }));
  const wrongHit = (findings: Pick<Finding, "rule" | "sentence" | "matches">[]) => openException(workbench, findings);
  const actions: TextActions = {
    newRule: (from) => openNewRule(workbench, session, from),
    wrongHit,
    shouldFire: (from) => openShouldFire(workbench, from),
    showRule: (rule) => void workbench.openRule(rule).then(() => (shownPane.value = "editor")),
  };
  const wrongCited = (rule: string, one: WhySentence) =>
    wrongHit([{ rule, sentence: { ...one, section: null }, matches: one.matches }]);

  const flipped = impact?.packs.reduce((sum, one) => sum + (one.flips?.length ?? 0), 0) ?? 0;
  const flips = flipped > 0 ? String(flipped) : undefined;
  const tabs = kEffectTabs.map((key) => ({ key, label: kTabNames[key], note: key === "impact" ? flips : undefined }));
  return (
    <div class="effect">
      <h2 class="unseen">Effect</h2>
      <ReportBar workbench={workbench} />
      <Tabs
        label="Effect" tabs={tabs} current={tab} choose={(key) => go({ tab: key })}
        aside={assessments.length > 1 ? <span class="score-now" title={scores.full}>{scores.short}</span> : score && <span class="score-now" title="Predicted score with the drafts in effect, and published score">predicted <Badge score={score.predicted_score} /> published <Badge score={score.published_score} /></span>}
      >
        {tab === "report" && <ReportTab workbench={workbench} session={session} actions={actions} />}
        {tab === "assessment" && <AssessmentTab workbench={workbench} showSentence={showSentence} />}
        {tab === "why" && <WhyTab workbench={workbench} showSentence={showSentence} wrong={wrongCited} />}
        {tab === "impact" && <ImpactTab workbench={workbench} session={session} show={show} />}
      </Tabs>
    </div>
  );
}

function nameOf(entry: ReportEntry): string {
  const scores = entry.assessments.map((one) => one.published_score ?? "\u2013").join(" ");
  return `${entry.dropped ? "dropped: " : ""}${entry.authority ? `${entry.authority} \u00b7 ` : ""}${entry.name}${scores ? ` (${scores})` : ""}`;
}

function ReportBar({ workbench }: { workbench: Workbench }) {
  const { reading } = workbench;
  const input = useRef<HTMLInputElement>(null);
  const list = reading.list.value ?? [];
  const at = list.findIndex((one) => one.id === reading.id.value);
  const step = (by: number) => {
    const next = list[(at + by + list.length) % list.length];
    if (next) void reading.open(next.id);
  };
  const entry = reading.entry.value;
  return (
    <div class="report-bar">
      <label class="grow">
        <span class="unseen">Report</span>
        <select id="report" value={reading.id.value ?? ""} onChange={(event) => void reading.open(event.currentTarget.value)} disabled={list.length === 0}>
          {list.length === 0 && <option value="">no report</option>}
          {list.map((one) => <option key={one.id} value={one.id}>{nameOf(one)}</option>)}
        </select>
      </label>
      <button type="button" aria-label="Previous report" title="Previous report" disabled={list.length < 2} onClick={() => step(-1)}>‹</button>
      <button type="button" aria-label="Next report" title="Next report" disabled={list.length < 2} onClick={() => step(1)}>›</button>
      <button type="button" onClick={() => input.current?.click()} title="Score a text, PDF or Word file; nothing leaves this machine">File…</button>
      <button type="button" onClick={() => openPasteText(workbench)}>Paste…</button>
      <input ref={input} type="file" class="unseen" tabIndex={-1} aria-hidden="true" accept=".txt,.md,.html,.htm,.pdf,.docx" multiple
        onChange={(event) => { void bringFiles(workbench, event.currentTarget.files); event.currentTarget.value = ""; }} />
      {entry?.dropped && <button type="button" onClick={() => reading.forget(entry.id).catch(announceError)}>Forget</button>}
      {reading.id.value && <a class="button" href={workbench.pack.pageOf(reading.id.value)} target="_blank" rel="noopener" title="A page of its own, to print or to save">Explain ↗</a>}
    </div>
  );
}
