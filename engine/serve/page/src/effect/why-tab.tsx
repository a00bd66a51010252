// Why the rule under the caret fired in the open report, or did not: its stages, what it cites, what stopped, what it just missed.
import { useEffect } from "preact/hooks";
import type { Why, WhySentence } from "../api/types";
import { indexOfByte } from "../core/bytes";
import { rangesIn } from "../core/marks";
import { plural, signed } from "../core/words";
import { openSentences } from "../dialogs/sentences";
import type { Workbench } from "../model/workbench";
import { Marked, Quote } from "../ui/quote";
import { Empty, Failure, Loading } from "../ui/states";

interface WhyProps {
  workbench: Workbench;
  showSentence: (start: number) => void;
  wrong: (rule: string, sentence: WhySentence) => void;
}

export function WhyTab({ workbench, showSentence, wrong }: WhyProps) {
  const rule = workbench.rule.value;
  const { reading } = workbench;
  const why = reading.why.value;
  const report = reading.report.value;
  // Asked while it is looked at only: near misses take long in a long report. Each draft brings another report.
  useEffect(() => {
    // A rule that is only just being written is asked about when its draft is with the server.
    if (report && workbench.file.peek()?.status.peek() !== "editing") void reading.explain(rule);
  }, [rule, report]);
  if (!rule) return <Empty title="No rule under the caret">Put the caret into a rule, or choose one on the left.</Empty>;
  if (reading.whyFailure.value) return <Failure error={reading.whyFailure.value} again={() => void reading.explain(rule)} />;
  if (!reading.id.value) return <Empty title="No report is open">Drop a file, or choose a report above.</Empty>;
  if (!why || why.rule !== rule) return <Loading what={`Looking why ${rule} does what it does`} />;
  const known = workbench.rules.value?.find((one) => one.id === rule);
  const title = known?.title ?? why.title;
  return (
    <div class="pad why">
      <p class="kicker">{why.rule}</p>
      <h3>{title}</h3>
      {known?.fires ? <p><button type="button" class="link" onClick={() => openSentences(workbench, rule)}>It fires in {plural(known.fires, "report")} of the corpus…</button></p> : null}
      <Stages why={why} />
      {why.failure && <p class="note-line bad">The script failed{why.failure.line ? ` at line ${why.failure.line}` : ""}: {why.failure.message}</p>}
      {why.untriggered && <p class="note-line">None of the rule's trigger phrases stands in the report, so its script did not run.</p>}
      {why.needed.length > 0 && (
        <section><h4>Needs other rules</h4><ul>{why.needed.map((one) => <li key={one.rule}>{one.group}: <code>{one.rule}</code> {one.fired ? "fired" : "did not fire"}</li>)}</ul></section>
      )}
      {why.needs.length > 0 && (
        <section><h4>Needs</h4><ul>{[...new Set(why.needs.map((one) => `${one.name}: ${one.actual}, ${one.met ? "as wanted" : "wanted"} ${one.op} ${one.wanted}`))].map((line) => <li key={line}>{line}</li>)}</ul></section>
      )}
      <Sentences title="Cited" list={why.cited} showSentence={showSentence} wrong={(one) => wrong(why.rule, one)} />
      <Sentences title="Stopped" list={why.stopped} showSentence={showSentence} />
      <Near why={why} chosen={reading.chosen.value} showSentence={showSentence} />
      {why.cited.length + why.stopped.length + why.near.length === 0 && <p class="quiet">The report has nothing like this rule's phrases.</p>}
      {why.log.length > 0 && <section><h4>Log</h4><pre>{why.log.join("\n")}</pre></section>}
    </div>
  );
}

/** What a sentence must pass, in the order of the rule's work. */
const kStages: Record<string, string> = {
  candidates: "sentences with one of its phrases",
  where: "in a part of the report that it looks at",
  conditions: "where all, any and none hold",
  match: "where its figures and places hold",
  except: "that no exception leaves alone",
  context: "that no cue takes back",
  limit: "within its limits",
  cited: "that bring points",
};

function Stages({ why }: { why: Why }) {
  if (why.stages.length === 0) return null;
  return (
    <ol class="stages" aria-label="Sentences left after each step">
      <li class="label" aria-hidden="true">sentences left</li>
      {why.stages.map((stage) => (
        <li key={stage.name} class={stage.left === 0 ? "none" : ""} title={kStages[stage.name]}>
          <span class="number">{stage.left}</span> <span>{stage.name}</span>
          {stage.stopped > 0 && <small>{stage.stopped} stopped</small>}
        </li>
      ))}
    </ol>
  );
}

interface ListProps {
  title: string;
  list: WhySentence[];
  showSentence: (start: number) => void;
  wrong?: (sentence: WhySentence) => void;
}

function Sentences({ title, list, showSentence, wrong }: ListProps) {
  if (list.length === 0) return null;
  return (
    <section>
      <h4>{title} <span class="quiet">{plural(list.length, "sentence")}</span></h4>
      <ol class="side">
        {list.map((one) => (
          <li key={one.start}>
            <span class="points">{one.stage ? "" : signed(one.contribution)}</span>
            <div>
              <button type="button" class="link quote" onClick={() => showSentence(one.start)}><Quote sentence={one} matches={one.matches} /></button>
              <small>line {one.line}{one.stage && `, stopped by ${one.stage}`}{one.reason && `: ${one.reason}`}</small>
              {wrong && <button type="button" class="small" onClick={() => wrong(one)}>This hit is wrong…</button>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Near({ why, chosen, showSentence }: { why: Why; chosen: number | null; showSentence: (start: number) => void }) {
  if (why.near.length === 0) return null;
  const own = (one: Why["near"][number]) => Number(one.sentence.start === chosen);
  const list = [...why.near].sort((a, b) => own(b) - own(a) || a.distance - b.distance);
  return (
    <section>
      <h4>Near misses <span class="quiet">nearest first</span></h4>
      <ol class="side near">
        {list.map((one, index) => (
          <li key={index} class={one.sentence.start === chosen ? "current" : ""}>
            <span class="points" aria-hidden="true">≈</span>
            <div>
              <button type="button" class="link quote" onClick={() => showSentence(one.sentence.start)}>
                <q>{one.mark ? <Marked text={one.sentence.text} ranges={rangesIn(one.sentence, [{ ...one.mark, text: wordsAt(one) }])} class="hit" /> : one.sentence.text}</q>
              </button>
              <small class="elements">
                {(one.elements ?? []).map((each, place) => <code key={place} class={each.holds ? "" : "missing"}><Breaking text={each.written} /></code>)}
                {one.reason && <span>{one.element && <code><Breaking text={one.element} /></code>} {one.reason}</span>}
              </small>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Long alternatives may break behind each bar. */
function Breaking({ text }: { text: string }) {
  return <>{text.split("|").map((part, index, all) => <span key={index}>{part}{index + 1 < all.length && <>|<wbr /></>}</span>)}</>;
}

function wordsAt({ sentence, mark }: Why["near"][number]): string {
  return mark ? sentence.text.slice(indexOfByte(sentence.text, mark.start - sentence.start), indexOfByte(sentence.text, mark.end - sentence.start)) : "";
}
