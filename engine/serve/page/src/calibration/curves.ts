// Reliability: predicted probability of a score above a cut, in ten bins, against how often it was so.
import type { Prediction } from "../api/types";

export interface CurvePoint {
  predicted: number;
  observed: number;
  n: number;
}

const kBins = 10;
const kFewest = 3;

/** For "a score of `least` or more". Bins with fewer than three are left out, as in the HTML report. */
export function reliability(predictions: readonly Prediction[], least: number): CurvePoint[] {
  const bins = Array.from({ length: kBins }, () => ({ sum: 0, hits: 0, n: 0 }));
  for (const { probabilities, published } of predictions) {
    const p = probabilities.slice(least - 1).reduce((a, b) => a + b, 0);
    const bin = bins[Math.min(kBins - 1, Math.max(0, Math.floor(kBins * p)))]!;
    bin.sum += p;
    bin.n += 1;
    if (published >= least) bin.hits += 1;
  }
  return bins.filter((bin) => bin.n >= kFewest).map(({ sum, hits, n }) => ({ predicted: sum / n, observed: hits / n, n }));
}
