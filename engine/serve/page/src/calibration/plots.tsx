// Plots by uPlot, redrawn when the page turns light or dark; each has its figures as a table for those who cannot see it.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Prediction, Run } from "../api/types";
import { fixed, moment } from "../core/words";
import { Legend } from "./legend";
import { reliability } from "./curves";

interface PlotProps {
  label: string;
  height: number;
  data: uPlot.AlignedData;
  options: (colour: (name: string) => string) => Omit<uPlot.Options, "width" | "height">;
}

function Plot({ label, height, data, options }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = host.current!;
    let plot: uPlot | null = null;
    const draw = () => {
      plot?.destroy();
      const style = getComputedStyle(document.documentElement);
      const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
      plot = new uPlot({ ...options(colour), width: place.clientWidth, height }, data, place);
    };
    draw();
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const size = new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height }));
    size.observe(place);
    dark.addEventListener("change", draw);
    return () => {
      dark.removeEventListener("change", draw);
      size.disconnect();
      plot?.destroy();
    };
  }, [data]);
  return <div class="plot" role="img" aria-label={label} ref={host} />;
}

const axis = (colour: (name: string) => string, label: string): uPlot.Axis => ({
  label, stroke: colour("quiet"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 }, font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif", labelSize: 20, size: 44,
});

export function CurvePlot({ predictions }: { predictions: Prediction[] }) {
  const curves = [2, 3, 4].map((least) => ({ least, points: reliability(predictions, least) }));
  const xs = [...new Set([0, 1, ...curves.flatMap(({ points }) => points.map((one) => one.predicted))])].sort((a, b) => a - b);
  const data: uPlot.AlignedData = [
    xs, xs,
    ...curves.map(({ points }) => xs.map((x) => points.find((one) => one.predicted === x)?.observed ?? null)),
  ];
  const names = curves.map(({ least }) => (least === 4 ? "4" : `${least} or more`));
  const shade = ["s2-line", "s3-line", "s4-line"];
  const dashes = [[2, 3], [8, 4], []];
  return (
    <>
      <Plot
        label="Calibration curves: how often a score was reached, by the probability predicted for it. Figures in the table below." height={280} data={data}
        options={(colour) => ({
          scales: { x: { time: false, range: [0, 1] }, y: { range: [0, 1] } },
          axes: [axis(colour, "predicted probability"), axis(colour, "observed share")],
          legend: { show: false },
          cursor: { show: false },
          series: [
            {},
            { label: "as promised", stroke: colour("quiet"), width: 1, dash: [4, 4], points: { show: false } },
            ...names.map((label, index) => ({ label, stroke: colour(shade[index]!), width: 2, dash: dashes[index]!, spanGaps: true, points: { show: true, size: 7, fill: colour(shade[index]!) } })),
          ],
        })}
      />
      <Legend entries={[{ name: "as promised", line: "quiet", dash: "4 4", width: 1 }, ...names.map((name, index) => ({ name, line: shade[index]!, dash: dashes[index]!.join(" "), width: 2 }))]} />
      <details>
        <summary>Figures of the curves</summary>
        <table class="plain-table">
          <thead><tr><th scope="col">Score</th><th scope="col">Predicted</th><th scope="col">Observed</th><th scope="col">n</th></tr></thead>
          <tbody>{curves.flatMap(({ points }, index) => points.map((one) => <tr key={`${index}${one.predicted}`}><th scope="row">{names[index]}</th><td>{fixed(one.predicted, 2)}</td><td>{fixed(one.observed, 2)}</td><td>{one.n}</td></tr>))}</tbody>
        </table>
      </details>
    </>
  );
}

export function TrendPlot({ runs }: { runs: Run[] }) {
  const ordered = [...runs].sort((a, b) => a.recorded.localeCompare(b.recorded)).slice(-60);
  const data: uPlot.AlignedData = [
    ordered.map((_, index) => index + 1),
    ordered.map((run) => run.qwk_high),
    ordered.map((run) => run.qwk_low),
    ordered.map((run) => run.qwk),
    ordered.map((run) => run.exact),
  ];
  return (
    <>
      <Plot
        label="QWK and exact agreement of the recorded runs, oldest first. Figures in the table below." height={280} data={data}
        options={(colour) => ({
          scales: { x: { time: false, range: (_, low, high) => [low - 0.5, high + 0.5] } },
          axes: [{ ...axis(colour, "run"), incrs: [1, 2, 5, 10, 20] }, axis(colour, "")],
          legend: { show: false },
          cursor: { show: false },
          bands: [{ series: [1, 2], fill: colour("band") }],
          series: [
            {},
            { label: "95 % interval", stroke: colour("band-line"), width: 1, points: { show: false } },
            { label: "", stroke: colour("band-line"), width: 1, points: { show: false } },
            { label: "QWK", stroke: colour("s4-line"), width: 2, points: { show: true, size: 7, fill: colour("s4-line") } },
            { label: "exact", stroke: colour("s2-line"), width: 2, dash: [8, 4], points: { show: true, size: 7, fill: colour("s2-line") } },
          ],
        })}
      />
      <Legend entries={[{ name: "QWK, with its 95 % interval", line: "s4-line", width: 2 }, { name: "exact", line: "s2-line", dash: "8 4", width: 2 }]} />
      <details>
        <summary>Figures of the runs</summary>
        <table class="plain-table">
          <thead><tr><th scope="col">Date</th><th scope="col">n</th><th scope="col">QWK</th><th scope="col">exact</th><th scope="col">macro-MAE</th><th scope="col">Note</th></tr></thead>
          <tbody>{[...ordered].reverse().map((run) => <tr key={run.id}><th scope="row">{moment(run.recorded)}</th><td>{run.assessments}</td><td>{fixed(run.qwk)}</td><td>{fixed(run.exact)}</td><td>{fixed(run.macro_mae)}</td><td>{run.note}</td></tr>)}</tbody>
        </table>
      </details>
    </>
  );
}
