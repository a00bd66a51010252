// How well the pack agrees with published scores: figures, matrix, curves, each rule's part, and how it went over time.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { cancelJob, getJob } from "../api/client";
import type { Agreement, Calibration, Figure, Job, LastCalibration, Run } from "../api/types";
import { CurvePlot, TrendPlot } from "../calibration/plots";
import { RuleTable } from "../calibration/rule-table";
import { fixed, moment, plural } from "../core/words";
import { sleep } from "../core/timing";
import type { Session } from "../model/session";
import type { Workbench } from "../model/workbench";
import { announce, announceError } from "../ui/announce";
import { Measures } from "../ui/measures";
import { Empty, Failure, Loading, Progress } from "../ui/states";

export function CalibrationPage({ workbench, session }: { workbench: Workbench; session: Session }) {
  const found = useSignal<LastCalibration | null>(null);
  const runs = useSignal<Run[]>([]);
  const failure = useSignal<Error | null>(null);
  const write = useSignal(false);
  const job = useSignal<{ id: string; now: Job } | null>(null);

  const load = async () => {
    try {
      found.value = await workbench.pack.calibration();
      runs.value = await workbench.pack.history().catch(() => []);
      failure.value = null;
    } catch (error) {
      failure.value = error as Error;
    }
  };
  useEffect(() => void load(), []);

  const run = async () => {
    try {
      const id = await workbench.pack.calibrate({ write: write.value });
      for (;;) {
        const now = await getJob(id);
        job.value = { id, now };
        if (now.state !== "running") break;
        await sleep(300);
      }
      const end = job.value!.now;
      announce(end.state === "done" ? "The calibration is done." : end.state === "cancelled" ? "The calibration was cancelled; nothing was changed." : `The calibration failed: ${end.message}`, end.state === "failed");
      if (end.state === "done") await load();
    } catch (error) {
      announceError(error);
    }
    job.value = null;
  };
  const running = job.value?.now.state === "running" ? job.value : null;
  const corpus = session.state.value?.corpus.state;
  const calibration = found.value?.calibration;
  return (
    <main class="page-body" id="main">
      <div class="head-row">
        <h1>Calibration</h1>
        <div class="run-place">
          {running ? (
            <>
              <span class="quiet job-message">{running.now.message || "calibrating"}</span>
              <Progress done={running.now.done} total={running.now.total} label="Calibrating" />
              <button type="button" onClick={() => void cancelJob(running.id).catch(announceError)}>Cancel</button>
            </>
          ) : (
            <>
              <label class="check" title="Writes model.yaml beside the pack and records the run in its history"><input type="checkbox" checked={write.value} onChange={(event) => (write.value = event.currentTarget.checked)} /> write the model and record the run</label>
              <button type="button" class="strong" disabled={corpus !== "ready" || job.value !== null} onClick={() => void run()}>{calibration ? "Run again" : "Run"}</button>
            </>
          )}
        </div>
      </div>
      {failure.value ? <Failure error={failure.value} again={() => void load()} /> : !found.value ? <Loading what="Reading the last calibration" /> : !calibration ? (
        <Empty title="This pack has not been calibrated here">{corpus === "ready" ? "Run it: every council's reports are scored by a model fitted on the others." : "Start assay serve with --corpus and a folder of reports with published scores."}</Empty>
      ) : <Figures calibration={calibration} current={found.value.current !== false} runs={runs.value} workbench={workbench} />}
    </main>
  );
}

const kRows: { name: string; of: keyof Agreement; hint?: string }[] = [
  { name: "exact", of: "exact" },
  { name: "within one", of: "adjacent" },
  { name: "QWK", of: "qwk" },
  { name: "macro-MAE", of: "macro_mae", hint: "lower is better" },
  { name: "RPS skill", of: "rps_skill" },
  { name: "Brier", of: "brier", hint: "lower is better" },
  { name: "mean difference", of: "mean_difference", hint: "nearer 0 is better" },
];

function Figures({ calibration: c, current, runs, workbench }: { calibration: Calibration; current: boolean; runs: Run[]; workbench: Workbench }) {
  const a = c.out_of_authority;
  return (
    <>
      <p class="quiet">{plural(a.assessments, "assessment")} of {plural(a.authorities, "authority", "authorities")}, {c.validation}{c.date && `, ${moment(c.date)}`}. {c.prediction_sets.coverage.value !== null && `Prediction sets hold the published score in ${fixed(c.prediction_sets.coverage.value)} of cases (${fixed(c.prediction_sets.wanted_coverage, 2)} wanted), ${fixed(c.prediction_sets.mean_size.value, 2)} scores on average.`}</p>
      {!current && <p class="note-line">The saved rules have changed since: these figures are those of the rules before. Run again to bring them up to date.</p>}
      {workbench.draftCount.value > 0 && <p class="note-line">{plural(workbench.draftCount.value, "unsaved draft")} {workbench.draftCount.value === 1 ? "is" : "are"} left out: a calibration is of the saved rules.</p>}
      {c.remarks.map((remark) => <p key={remark} class="note-line">{remark}</p>)}
      <div class="figures">
        <section>
          <h2>Agreement</h2>
          <div class="scroll" tabIndex={0} role="region" aria-label="Agreement">
            <table class="plain-table">
              <thead><tr><th scope="col">Measure</th><th scope="col">Out of authority (95 %)</th><th scope="col">Majority</th><th scope="col">Length only</th><th scope="col">Author's points</th><th scope="col">In sample</th></tr></thead>
              <tbody>
                {kRows.map(({ name, of, hint }) => (
                  <tr key={name}>
                    <th scope="row">{name}{hint && <small class="quiet"> {hint}</small>}</th>
                    <td><FigureText figure={a[of] as Figure} strong /></td>
                    {[c.majority, c.length_only, c.author, c.in_sample].map((each, index) => <td key={index}>{fixed((each[of] as Figure).value)}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Measures />
        </section>
        <section>
          <h2>Published and predicted</h2>
          <Matrix confusion={a.confusion} />
        </section>
      </div>
      {Object.keys(c.by_statement).length > 1 && <ByStatement by={c.by_statement} />}
      <div class="figures even">
        <section>
          <h2>Are the probabilities honest?</h2>
          <CurvePlot predictions={c.predictions} />
        </section>
        <section>
          <h2>History</h2>
          {runs.length < 2 ? <p class="quiet">{runs.length === 0 ? "No run is recorded yet." : "One run is recorded; a trend needs two."}</p> : <TrendPlot runs={runs} />}
        </section>
      </div>
      <RuleTable workbench={workbench} rules={c.rules} />
    </>
  );
}

function FigureText({ figure, strong = false }: { figure: Figure; strong?: boolean }) {
  const value = fixed(figure.value);
  return <>{strong ? <strong>{value}</strong> : value}{figure.low != null && figure.high != null && <small class="quiet"> {fixed(figure.low)} to {fixed(figure.high)}</small>}</>;
}

/** Shaded by the share of each published score. */
function Matrix({ confusion }: { confusion: number[][] }) {
  return (
    <table class="matrix">
      <caption>Rows: published. Columns: predicted.</caption>
      <thead><tr><td /><th scope="col">1</th><th scope="col">2</th><th scope="col">3</th><th scope="col">4</th></tr></thead>
      <tbody>
        {[4, 3, 2, 1].map((published) => {
          const row = confusion[published - 1] ?? [];
          const sum = row.reduce((a, b) => a + b, 0);
          return (
            <tr key={published}>
              <th scope="row">{published}</th>
              {[1, 2, 3, 4].map((predicted) => {
                const count = row[predicted - 1] ?? 0;
                const share = sum ? count / sum : 0;
                return <td key={predicted} class={`${predicted === published ? "same" : "other"} share-${Math.ceil(4 * share)}`} title={`${Math.round(100 * share)}% of those published ${published}`}>{count}</td>;
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ByStatement({ by }: { by: Record<string, Agreement> }) {
  return (
    <section>
      <h2>By statement</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="By statement">
        <table class="plain-table">
          <thead><tr><th scope="col">Statement</th><th scope="col">n</th><th scope="col">QWK</th><th scope="col">exact</th><th scope="col">macro-MAE</th><th scope="col">mean difference</th></tr></thead>
          <tbody>
            {Object.entries(by).map(([name, a]) => (
              <tr key={name}><th scope="row">{name}</th><td>{a.assessments}</td><td><FigureText figure={a.qwk} /></td><td><FigureText figure={a.exact} /></td><td>{fixed(a.macro_mae.value)}</td><td>{fixed(a.mean_difference.value)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
