// The report's text with its highlights and, in the margin, the points they brought.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Example } from "../api/client";
import type { Finding, Sentence, TextSection } from "../api/types";
import { rangesIn } from "../core/marks";
import type { Note } from "../core/argument";
import { plural, shorten, signed } from "../core/words";
import type { Session } from "../model/session";
import type { Workbench } from "../model/workbench";
import { Badge } from "../ui/badge";
import { Marked } from "../ui/quote";
import { Empty, Failure, Loading } from "../ui/states";
import { ReadingCorpus } from "./reading-corpus";
import { selectedIn } from "./selection";

export interface TextActions {
  newRule: (from: Example) => void;
  /** One of these findings of a sentence is wrong. */
  wrongHit: (findings: Finding[]) => void;
  shouldFire: (from: Example) => void;
  showRule: (rule: string) => void;
}

const selected = signal<Example | null>(null);

export function ReportTab({ workbench, session, actions }: { workbench: Workbench; session: Session; actions: TextActions }) {
  const { reading } = workbench;
  const root = useRef<HTMLDivElement>(null);
  const report = reading.report.value;
  const id = reading.id.value;

  useEffect(() => {
    const read = () => {
      if (!root.current || !id) return;
      const now = selectedIn(root.current, id);
      // A click on a button empties the selection in some browsers: the last words stay chosen until another sentence is.
      if (now) selected.value = now;
    };
    document.addEventListener("selectionchange", read);
    selected.value = null;
    return () => document.removeEventListener("selectionchange", read);
  }, [id]);

  const chosen = reading.chosen.value;
  const fresh = useRef(true);
  const scrolled = (event: { currentTarget: HTMLElement }) => { if (id) reading.scrolled = { id, top: event.currentTarget.scrollTop }; };
  useEffect(() => {
    // Back from another page or tab: where the reader was, unless a sentence is wanted.
    const back = report !== null && fresh.current;
    if (report) fresh.current = false;
    if (back && reading.scrolled?.id === id && root.current) {
      root.current.scrollTop = reading.scrolled.top;
      return;
    }
    if (chosen === null || !report) return;
    const sentence = sentenceAt(root.current, chosen);
    sentence?.scrollIntoView({ block: "nearest" });
  }, [chosen, report]);

  if (reading.failure.value && !report) return <Failure error={reading.failure.value} again={() => void reading.refresh()} />;
  const corpus = session.state.value?.corpus;
  if (!id && corpus?.state === "loading") return <ReadingCorpus corpus={corpus} />;
  if (!id) return reading.list.value ? <NoReport /> : <Loading what="Looking for reports" />;
  if (!report) return <Loading what="Scoring the report" />;
  if (report.errors.length > 0)
    return <Empty title="This report cannot be scored">{report.errors.map((one) => <p key={one.code}>{one.message}</p>)}</Empty>;

  const bySentence = reading.notes.value;

  // One sentence is in the order of Tab; the arrow keys lead to the others.
  const sentences = report.text_sections.flatMap((one) => one.paragraphs.flatMap((each) => each.sentences));
  const reachable = sentences.some((one) => one.start === chosen) ? chosen : (sentences[0]?.start ?? null);
  const turns = pageTurns(report.text_sections);
  const choose = (sentence: Sentence) => {
    if (selected.value && !String(getSelection())) selected.value = null;
    reading.chosen.value = sentence.start;
  };
  const chosenSentence = sentences.find((one) => one.start === chosen);
  const from: Example | null = selected.value ?? (chosenSentence && id ? { report: id, start: chosenSentence.start, end: chosenSentence.end, text: chosenSentence.text } : null);
  const hits = chosen === null ? [] : (bySentence.get(chosen) ?? []).map((one) => one.finding);
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const act = {
      n: () => from && actions.newRule(from),
      f: () => from && actions.shouldFire(from),
      w: () => hits.length > 0 && actions.wrongHit(hits),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
      return;
    }
    const all = [...root.current!.querySelectorAll<HTMLElement>("[data-start]")];
    const at = all.findIndex((one) => one === document.activeElement);
    if (at < 0) return;
    const marked = (from: number, by: number) => { for (let i = from + by; i >= 0 && i < all.length; i += by) if (all[i]!.matches("mark")) return i; return from; };
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1, j: marked(at, 1), k: marked(at, -1) }[event.key];
    if (to === undefined) return;
    const next = all[Math.max(0, Math.min(to, all.length - 1))]!;
    selected.value = null;
    reading.chosen.value = Number(next.dataset.start);
    next.focus();
    event.preventDefault();
  };
  return (
    <div class="report-tab">
      <div class="report-text" ref={root} onKeyDown={move} onScroll={scrolled} aria-busy={reading.busy.value}>
        {report.text_sections.map((section, index) => (
          <Section key={index} section={section} findings={bySentence} chosen={chosen} reachable={reachable} turns={turns} choose={choose} actions={actions} rule={workbench.rule.value} />
        ))}
      </div>
      <ActionBar from={from} findings={hits} actions={actions} />
    </div>
  );
}

/** Where a new page of a PDF begins, by the paragraph's first byte. */
function pageTurns(sections: readonly TextSection[]): Set<number> {
  const turns = new Set<number>();
  let page = 1;
  for (const paragraph of sections.flatMap((one) => one.paragraphs)) {
    if (paragraph.page != null && paragraph.page !== page) turns.add(paragraph.start);
    page = paragraph.page ?? page;
  }
  return turns;
}

function NoReport() {
  return (
    <Empty title="No report is open">
      <p>Drop a text, PDF or Word file here, paste text, or start <code>assay serve</code> with <code>--corpus</code>.</p>
      <p>Nothing leaves this machine.</p>
    </Empty>
  );
}

interface SectionProps {
  section: TextSection;
  findings: Map<number, Note[]>;
  chosen: number | null;
  reachable: number | null;
  turns: Set<number>;
  choose: (sentence: Sentence) => void;
  actions: TextActions;
  rule: string | null;
}

function Section({ section, findings, chosen, reachable, turns, choose, actions, rule }: SectionProps) {
  const read = section.kind === "evidence" || section.kind === "";
  return (
    <section class={read ? "" : "unread"}>
      {section.heading && <h3>{section.heading}{!read && <span class="tag">{section.kind}</span>}</h3>}
      {section.paragraphs.map((paragraph) => {
        const notes = paragraph.sentences.filter((one) => findings.has(one.start));
        return (
          <div class="para" key={paragraph.start}>
            {turns.has(paragraph.start) && <p class="page-no">page {paragraph.page}</p>}
            <p class={paragraph.bullet ? "text bullet" : "text"}>
              {paragraph.sentences.map((sentence) => (
                <SentenceText
                  key={sentence.start} sentence={sentence} findings={(findings.get(sentence.start) ?? []).map((one) => one.finding)} chosen={sentence.start === chosen}
                  tab={sentence.start === reachable} choose={choose} rule={rule}
                />
              ))}
            </p>
            {notes.length > 0 && (
              <ul class="margin" aria-label="Findings">
                {notes.flatMap((sentence) => findings.get(sentence.start)!.map(({ finding, elsewhere }) => (
                  <li key={`${finding.rule}${sentence.start}`} class={`note s${finding.level}${sentence.start === chosen ? " current" : ""}`}>
                    <button type="button" class="note-main" title={[finding.rule, ...elsewhere.map((one) => `${one.title}: ${signed(one.contribution)}`)].join("\n")} onClick={() => { choose(sentence); actions.showRule(finding.rule); }}>
                      <span class="points">{signed(finding.contribution)}</span> <Badge score={finding.level} label={`level ${finding.level}`} /> {finding.title}
                      {finding.context.length > 0 && <small>{finding.context.map((one) => `${one.kind} “${one.cue}” ×${one.factor}`).join(", ")}</small>}
                      {elsewhere.length > 0 && <span class="unseen">, counts for {plural(elsewhere.length, "other statement")}, too</span>}
                    </button>
                  </li>
                )))}
              </ul>
            )}
          </div>
        );
      })}
    </section>
  );
}

interface SentenceProps {
  sentence: Sentence;
  findings: Finding[];
  chosen: boolean;
  tab: boolean;
  choose: (sentence: Sentence) => void;
  rule: string | null;
}

/** Coloured by its strongest finding. */
function SentenceText({ sentence, findings, chosen, tab, choose, rule }: SentenceProps) {
  const common = {
    "data-start": sentence.start, "data-end": sentence.end, "data-text": sentence.text, tabIndex: tab ? 0 : -1,
    onClick: () => choose(sentence), onFocus: () => choose(sentence),
  };
  const name = chosen ? " current" : "";
  if (findings.length === 0) return <><span {...common} class={`sentence${name}${sentence.kind && sentence.kind !== "evidence" ? " unread" : ""}`}>{sentence.text}</span> </>;
  const strongest = findings.reduce((a, b) => (Math.abs(b.contribution) > Math.abs(a.contribution) ? b : a));
  const mine = findings.some((one) => one.rule === rule) ? " mine" : "";
  return (
    <><mark {...common} class={`sentence s${strongest.level}${name}${mine}`}>
      <Marked text={sentence.text} ranges={rangesIn(sentence, findings.flatMap((one) => one.matches))} />
    </mark> </>
  );
}

/** Always there, so that nothing moves when a sentence is chosen. */
function ActionBar({ from, findings, actions }: { from: Example | null; findings: Finding[]; actions: TextActions }) {
  return (
    <div class="action-bar" role="group" aria-label="What to do with the chosen words">
      <p class="chosen-words">{from ? <q>{shorten(from.text ?? "", 150)}</q> : <span class="quiet">Choose a sentence, or select words, to make a rule of them.</span>}</p>
      <div class="actions">
        <button type="button" class="small" title="n in the text" disabled={!from} onClick={() => from && actions.newRule(from)}>New rule from this…</button>
        <button type="button" class="small" title="f in the text" disabled={!from} onClick={() => from && actions.shouldFire(from)}>This should have fired…</button>
        <button type="button" class="small" title="w in the text" disabled={findings.length === 0} onClick={() => actions.wrongHit(findings)}>This hit is wrong…</button>
      </div>
    </div>
  );
}

function sentenceAt(root: HTMLElement | null, byte: number): HTMLElement | null {
  for (const one of root?.querySelectorAll<HTMLElement>("[data-start]") ?? [])
    if (Number(one.dataset.start) <= byte && byte < Number(one.dataset.end)) return one;
  return null;
}
