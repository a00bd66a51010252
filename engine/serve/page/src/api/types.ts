// What the server's REST interface speaks: docs/openapi.json, with the reports as in docs/json.md.
// `start` and `end` are half-open byte ranges of the report's UTF-8 text.

export type Level = 1 | 2 | 3 | 4;

export interface PackInfo {
  id: string;
  title: string;
  version: string;
  hash: string;
  folder: string;
  statements: { id: string; title: string }[];
  levels: { level: number; name?: string; descriptor?: string }[];
  git: boolean;
  errors: number;
}

export interface CorpusInfo {
  folder: string | null;
  documents: number;
  assessments: number;
  state: "none" | "loading" | "ready" | "failed";
  done: number;
  total: number;
  message: string;
}

export interface State {
  version: string;
  packs: PackInfo[];
  corpus: CorpusInfo;
}

export type FileKind = "pack" | "framework" | "lists" | "cues" | "rules" | "lua" | "model";

export interface FileInfo {
  path: string;
  kind: FileKind;
  inherited: boolean;
  sha256: string;
  draft: boolean;
  changed_on_disk: boolean;
  errors: number;
  warnings: number;
}

export interface RuleEntry {
  id: string;
  title: string;
  statements: string[];
  level: number;
  points: number;
  status: string;
  kind: string;
  group: string | null;
  rationale: string;
  file: string;
  line: number;
  fires: number | null;
}

export interface Draft {
  text: string;
  revision: number;
  base_sha256: string;
}

export interface FileText {
  path: string;
  text: string;
  /** Empty: there is no such file, only its draft. */
  sha256: string;
  inherited: boolean;
  draft: Draft | null;
  changed_on_disk: boolean;
}

export interface Diagnostic {
  code: string;
  severity: "error" | "warning" | "note";
  file: string;
  line: number;
  column: number;
  length?: number;
  message: string;
  suggestion?: string;
}

export interface ReportEntry {
  id: string;
  name: string;
  authority: string | null;
  framework: string | null;
  errors: string[];
  assessments: { statement: string; published_score: number | null; predicted_score: number | null }[];
  dropped: boolean;
}

export interface Span {
  start: number;
  end: number;
}

export interface Match extends Span {
  text: string;
}

export interface Context {
  kind: string;
  cue: string;
  factor: number;
}

export interface Finding {
  rule: string;
  title: string;
  level: number;
  points: number;
  contribution: number;
  strength: number;
  flipped: boolean;
  capped: boolean;
  sentence: Match & { line: number; section: string | null; page?: number };
  matches: Match[];
  context: Context[];
}

export interface Assessment {
  statement: string;
  title: string;
  published_score: number | null;
  predicted_score: number | null;
  agrees: boolean | null;
  descriptor: string | null;
  probabilities: number[];
  prediction_set: number[];
  balance: number;
  cut_points: number[];
  evidence_sentences: number;
  calibrated: boolean;
  abstained: boolean;
  abstain_reasons: string[];
  incomplete: boolean;
  failures: { rule: string; message: string; file: string; line: number }[];
  findings: Finding[];
  flip: { to: number; remove: Span[] } | null;
  /** False: the search came to its limit. */
  flip_proved?: boolean;
  /** The fewest sentences that alone give the score. */
  sufficient?: { keep: Span[]; proved: boolean } | null;
  /** Matches that came to nothing, and why. */
  silenced?: SilencedHit[];
  warnings: Warning[];
}

export interface SilencedHit {
  rule: string;
  title: string;
  level: number;
  stage: string;
  reason: string;
  sentence: Finding["sentence"];
  matches: Match[];
}

/** Worth checking in the report: figures that do not add up, and the like. */
export interface Warning {
  code: string;
  message: string;
  start: number | null;
  end: number | null;
  line?: number;
}

export interface Rating {
  score: number | null;
  percentage: number | null;
  title: string | null;
}

export interface Sentence extends Match {
  line: number;
  kind?: string;
}

export interface TextSection {
  heading: string | null;
  statement: string | null;
  kind: string;
  paragraphs: { start: number; end: number; page?: number | null; bullet?: boolean; sentences: Sentence[] }[];
}

export interface Report {
  id?: string;
  source: { path: string; format: string };
  framework: string | null;
  authority: string | null;
  published_on: string | null;
  errors: { code: string; message: string }[];
  warnings: Warning[];
  framework_overall: { predicted: Rating; published: Rating; note: string } | null;
  assessments: Assessment[];
  text_sections: TextSection[];
}

export interface WhySentence extends Match {
  line: number;
  stage: string;
  reason: string;
  matches: Match[];
  contribution: number;
  context: Context[];
}

export interface Why {
  rule: string;
  title: string;
  stages: { name: string; left: number; stopped: number }[];
  cited: WhySentence[];
  stopped: WhySentence[];
  near: {
    sentence: Match & { line: number };
    /** The rule's phrase, element by element; what does not hold is why it did not match. */
    phrase: string;
    elements: { written: string; holds: boolean; problem: string }[];
    element: string;
    distance: number;
    reason: string;
    mark: Span | null;
  }[];
  needed: { rule: string; group: string; fired: boolean }[];
  needs: { name: string; actual: number; op: string; wanted: number; met: boolean }[];
  log: string[];
  failure: { message: string; line: number } | null;
  untriggered: boolean;
}

export interface WhyAt {
  rule: string;
  title: string;
  level: number;
  state: "cited" | "stopped" | "near";
  reason: string;
  /** Of a near miss: what of the phrase does not hold. */
  element?: string;
}

export interface Figure {
  value: number | null;
  low?: number | null;
  high?: number | null;
}

export interface Quoted extends Span {
  rule: string;
  report: string;
  document: string;
  statement: string;
  line: number;
  quote: string;
}

export interface Flip {
  document: string;
  report: string;
  statement: string;
  published: number | null;
  before: number | null;
  after: number | null;
  verdict: "better" | "worse" | "as far" | "changed";
}

export type Measure = "qwk" | "exact" | "macro_mae";

/** What the drafts change over the corpus: in the pack itself, or, where it scores nothing itself, in each that builds on it. */
export interface Impact {
  revision: number;
  ms: number;
  packs: PackImpact[];
}

export interface PackImpact {
  /** Empty for the pack that is open. */
  id: string;
  title: string;
  /** With these drafts the pack cannot be compiled; the rest is not there then. */
  mistake?: string;
  documents: number;
  assessments: number;
  ms: number;
  flips: Flip[];
  agreement: {
    n: number;
    before: Partial<Record<Measure, Figure | number | null>>;
    after: Partial<Record<Measure, Figure | number | null>>;
    difference: Partial<Record<Measure, Figure | number | null>>;
  } | null;
  gained: Quoted[];
  lost: Quoted[];
  gained_total: number;
  lost_total: number;
  /** Balances that moved, the farthest first, at most 50. */
  moved: { report: string; document: string; statement: string; before: number; after: number }[];
  moved_total: number;
}

export interface Count {
  phrase: string;
  hits: number;
  documents: number;
  by_score: { score: number | null; hits: number; assessments: number; per_1000_words: number | null }[];
  samples: (Match & { report: string; document: string; line: number; score: number | null })[];
  rules: string[];
}

export interface Suggestion {
  phrase: string;
  why: string;
}

export interface Job<Result = unknown> {
  state: "running" | "done" | "cancelled" | "failed";
  done: number;
  total: number;
  message: string;
  result: Result | null;
}

export interface Agreement {
  assessments: number;
  authorities: number;
  confusion: number[][];
  exact: Figure;
  adjacent: Figure;
  qwk: Figure;
  macro_mae: Figure;
  rps: Figure;
  rps_skill: Figure;
  brier: Figure;
  mean_difference: Figure;
}

export interface RuleFigures {
  rule: string;
  level: number;
  points: number | null;
  multiplier: number | null;
  insufficient: boolean;
  documents: number;
  authorities: number;
  assessments: number;
  hits: number;
  hits_per_1000_words: (number | null)[];
  log_odds: Figure;
  contradicts_author: boolean;
  mean_contribution: number | null;
  qwk_change_without: number | null;
  partner: string | null;
  softened_share: number | null;
}

export interface Prediction {
  document: string;
  authority: string;
  statement: string;
  published: number;
  predicted: number;
  balance: number | null;
  probabilities: number[];
  prediction_set: number[];
  abstained: boolean;
}

export interface Calibration {
  pack: string;
  date: string;
  stage: string;
  validation: string;
  out_of_authority: Agreement;
  by_statement: Record<string, Agreement>;
  majority: Agreement;
  length_only: Agreement;
  author: Agreement;
  in_sample: Agreement;
  prediction_sets: { wanted_coverage: number | null; coverage: Figure; mean_size: Figure };
  model: { cut_points: (number | null)[]; slope: number | null };
  rules: RuleFigures[];
  predictions: Prediction[];
  remarks: string[];
}

export interface LastCalibration {
  calibration: Calibration | null;
  from: "job" | "kept" | null;
  /** False: the saved rules have changed since. */
  current: boolean | null;
}

/** A recorded calibration. */
export interface Run {
  id: number;
  recorded: string;
  note: string;
  assessments: number;
  qwk: number | null;
  qwk_low: number | null;
  qwk_high: number | null;
  exact: number | null;
  macro_mae: number | null;
}

export interface GitState {
  git: boolean;
  branch: string | null;
  diff: string;
  /** Files that git does not know yet, by their path in the pack. */
  untracked: string[];
  /** These files, every line an added one. */
  new_files: string;
}

export interface Completion {
  lists: { name: string; words: string[] }[];
  rules: { id: string; title: string }[];
  statements: string[];
  sections: string[];
  groups: string[];
  units: string[];
}

export interface ExampleFailure {
  rule: string;
  line: number;
  kind: string;
  message: string;
}

/** An exception as the server would write it, tried over the report and the rule's examples; nothing is kept yet. */
export interface ExceptionEdit {
  path: string;
  text: string;
  line: number;
  phrases: string[];
  example: string;
  /** False: with the edit the pack has mistakes, so it could not be tried. */
  judged: boolean;
  /** The words by which the rule still fires in the sentence. */
  still: string[];
  failures: { kind: string; text: string; message: string }[];
}
