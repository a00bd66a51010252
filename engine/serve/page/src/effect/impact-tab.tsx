// What the drafts do to the whole corpus: changed scores first, then agreement, then sentences gained and lost.
import type { Figure, Measure, PackImpact, Quoted } from "../api/types";
import { go } from "../core/route";
import { baseName, fixed, plural, signed } from "../core/words";
import type { Workbench } from "../model/workbench";
import type { Session } from "../model/session";
import { Badge } from "../ui/badge";
import { Measures } from "../ui/measures";
import { ReadingCorpus } from "./reading-corpus";
import { Empty, Failure, Loading } from "../ui/states";

interface ImpactProps {
  workbench: Workbench;
  session: Session;
  show: (report: string, start: number | null) => void;
}

export function ImpactTab({ workbench, session, show }: ImpactProps) {
  const { impact: run } = workbench;
  const corpus = session.state.value?.corpus;
  const impact = run.impact.value;
  if (corpus?.state === "none")
    return <Empty title="No corpus">Start <code>assay serve</code> with <code>--corpus FOLDER</code> to see what a change does to many reports.</Empty>;
  if (corpus?.state === "failed") return <Empty title="The corpus could not be read">{corpus.message}</Empty>;
  if (corpus?.state === "loading") return <ReadingCorpus corpus={corpus} />;
  if (run.failure.value) return <Failure error={run.failure.value} again={() => void run.run()} />;
  if (!impact) return run.stale.value ? <Empty title="The drafts have mistakes">Mend them to see the impact.</Empty> : <Loading what="Comparing with the saved rules" />;
  const packs = impact.packs.filter((one) => !one.mistake);
  const total = (of: (one: PackImpact) => number) => packs.reduce((sum, one) => sum + of(one), 0);
  const fitted = workbench.reading.report.value?.assessments.some((one) => one.calibrated) ?? false;
  return (
    <div class="pad impact">
      <p class="impact-head quiet">
        Saved rules against drafts, {plural(total((one) => one.documents), "report")}, {plural(total((one) => one.assessments), "assessment")}
        {impact.ms > 0 && `, ${impact.ms < 1000 ? `${Math.round(impact.ms)} ms` : `${(impact.ms / 1000).toFixed(1)} s`}`}
        <span class="busy-place">
          {run.busy.value && <><span class="loading">working…</span> <button type="button" class="small" onClick={() => run.cancel()}>Cancel</button></>}
        </span>
      </p>
      {run.stale.value && <p class="note-line">A draft has mistakes; what is shown here is the effect of the last version without any.</p>}
      {packs.every(isNone) && packs.length === impact.packs.length && !run.stale.value && <Empty title={workbench.draftCount.value > 0 ? "The drafts change no score, no balance and no finding" : "There is no draft"}>{workbench.draftCount.value > 0 ? "" : "Edit a rule and its effect on every report appears here."}</Empty>}
      {impact.packs.map((one) => one.id === "" ? <Changed key="" impact={one} show={show} fitted={fitted} /> : (
        <section key={one.id} aria-label={one.title}>
          <h2>{one.title}</h2>
          {one.mistake ? <p class="bad">With these drafts it has a mistake: {one.mistake}</p>
            : <Changed impact={one} show={(report) => go({ pack: one.id, report, tab: "report", file: "", line: "" })} fitted={false} />}
        </section>
      ))}
    </div>
  );
}

const isNone = (one: PackImpact) => one.flips.length === 0 && one.gained_total === 0 && one.lost_total === 0 && one.moved_total === 0;

/** What changes in one pack. */
function Changed({ impact, show, fitted }: { impact: PackImpact; show: ImpactProps["show"]; fitted: boolean }) {
  const none = isNone(impact);
  return (
    <>
      {!none && <Flips impact={impact} show={show} />}
      {!none && <Moved impact={impact} show={show} />}
      {impact.agreement && impact.agreement.n > 0 && <AgreementTable agreement={impact.agreement} fitted={fitted} />}
      {!none && (
        <div class="sides">
          <Findings title="Gained" total={impact.gained_total} list={impact.gained} show={show} />
          <Findings title="Lost" total={impact.lost_total} list={impact.lost} show={show} />
        </div>
      )}
    </>
  );
}

const kVerdicts = { better: "nearer", worse: "further off", "as far": "as far off", changed: "changed" };

function Flips({ impact, show }: { impact: PackImpact; show: ImpactProps["show"] }) {
  if (impact.flips.length === 0) return <p>No score changes.</p>;
  const rank = { worse: 0, better: 1, "as far": 2, changed: 3 };
  const flips = [...impact.flips].sort((a, b) => rank[a.verdict] - rank[b.verdict]);
  return (
    <section>
      <h3>{plural(flips.length, "changed score")}</h3>
      <table class="plain-table flips">
        <thead><tr><th scope="col">Report</th><th scope="col">Published</th><th scope="col">Before → after</th><th scope="col">That is</th></tr></thead>
        <tbody>
          {flips.map((one) => (
            <tr key={one.report + one.statement}>
              <th scope="row"><button type="button" class="link" onClick={() => show(one.report, null)}>{baseName(one.document)}</button> <small class="quiet">{one.statement}</small></th>
              <td><Badge score={one.published} /></td>
              <td><Badge score={one.before} /> → <Badge score={one.after} /></td>
              <td class={one.verdict === "worse" ? "bad" : one.verdict === "better" ? "good" : ""}>{kVerdicts[one.verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const kMostMoved = 5;

/** How far balances went, also where the score stays. */
function Moved({ impact: { moved, moved_total: total }, show }: { impact: PackImpact; show: ImpactProps["show"] }) {
  if (total === 0) return null;
  const table = (list: PackImpact["moved"]) => (
    <table class="plain-table">
      <thead><tr><th scope="col">Report</th><th scope="col">Before → after</th><th scope="col">By</th></tr></thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.report + one.statement}>
            <th scope="row"><button type="button" class="link" onClick={() => show(one.report, null)}>{baseName(one.document)}</button> <small class="quiet">{one.statement}</small></th>
            <td>{signed(one.before)} → {signed(one.after)}</td>
            <td>{signed(one.after - one.before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <section>
      <h3>{total === 1 ? "1 balance moves" : `${total} balances move`} <span class="quiet">the farthest first</span></h3>
      {table(moved.slice(0, kMostMoved))}
      {moved.length > kMostMoved && <details><summary>{moved.length - kMostMoved} more{total > moved.length && ` of ${total - kMostMoved}`}</summary>{table(moved.slice(kMostMoved))}</details>}
    </section>
  );
}

const kMeasures: { key: Measure; name: string; lower?: boolean }[] = [
  { key: "qwk", name: "QWK" },
  { key: "exact", name: "exact" },
  { key: "macro_mae", name: "macro-MAE", lower: true },
];

const figure = (value: Figure | number | null | undefined): Figure => (typeof value === "object" && value !== null ? value : { value: value ?? null });

function AgreementTable({ agreement, fitted }: { agreement: NonNullable<PackImpact["agreement"]>; fitted: boolean }) {
  const text = (one: Figure) => (
    <>{fixed(one.value)}{one.low != null && one.high != null && <small class="quiet"> {fixed(one.low)} to {fixed(one.high)}</small>}</>
  );
  return (
    <section>
      <h3>Agreement with published scores <span class="quiet">n = {agreement.n}</span></h3>
      <table class="plain-table">
        <thead><tr><th scope="col">Measure</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Difference (95 %)</th></tr></thead>
        <tbody>
          {kMeasures.filter(({ key }) => agreement.before[key] != null).map(({ key, name, lower }) => {
            const change = figure(agreement.difference?.[key]);
            const good = (change.value ?? 0) * (lower ? -1 : 1);
            return (
              <tr key={key}>
                <th scope="row">{name}{lower && <small class="quiet"> lower is better</small>}</th>
                <td>{text(figure(agreement.before[key]))}</td>
                <td>{text(figure(agreement.after[key]))}</td>
                <td class={good > 0 ? "good" : good < 0 ? "bad" : ""}>
                  {change.value === null ? "\u2013" : signed(change.value, 3)}
                  {change.low != null && change.high != null && <small class="quiet"> {signed(change.low, 3)} to {signed(change.high, 3)}</small>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Measures fitted={fitted} />
    </section>
  );
}

function Findings({ title, total, list, show }: { title: string; total: number; list: Quoted[]; show: ImpactProps["show"] }) {
  return (
    <section>
      <h3>{title} <span class="quiet">{plural(total, "finding")}</span></h3>
      {list.length === 0 ? <p class="quiet">None.</p> : (
        <ul class="found">
          {list.map((one) => (
            <li key={`${one.rule}${one.report}${one.start}`}>
              <button type="button" class="link quote" onClick={() => show(one.report, one.start)}><q>{one.quote}</q></button>
              <small title={one.document}>{baseName(one.document)}, line {one.line} · <code>{one.rule}</code></small>
            </li>
          ))}
        </ul>
      )}
      {total > list.length && <p class="quiet">and {total - list.length} more</p>}
    </section>
  );
}
