// The one place that talks to the server. Every call answers typed JSON or throws ApiError.
import type {
  Completion, Count, Diagnostic, Draft, ExampleFailure, ExceptionEdit, FileInfo, FileText, GitState, Impact, PackImpact, Job, LastCalibration, Match, Report, ReportEntry,
  RuleEntry, Run, State, Suggestion, Why, WhyAt,
} from "./types";

/** What went wrong, in the server's words: `remedy` says what to do about it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly remedy = "",
    /** The whole answer: a conflict carries the other side's text. */
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

type Query = Record<string, string | number | undefined>;

interface Call {
  method?: string;
  query?: Query;
  json?: unknown;
  bytes?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

const kBase = "/api/v1";

async function call<T>(path: string, { method = "GET", query = {}, json, bytes, headers = {}, signal }: Call = {}): Promise<T> {
  const address = new URL(kBase + path, location.origin);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(name, String(value));
  let answer: Response;
  try {
    const isJson = method !== "GET" && bytes === undefined;
    answer = await fetch(address, {
      method,
      credentials: "same-origin",
      headers: { ...(isJson ? { "Content-Type": "application/json" } : {}), ...(bytes ? { "Content-Type": "application/octet-stream" } : {}), ...headers },
      body: bytes ?? (isJson ? JSON.stringify(json ?? {}) : null),
      signal: signal ?? null,
    });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new ApiError(0, "unreachable", "The workbench's server does not answer.", "Is assay serve still running? Start it again and open the address that it prints.");
  }
  const text = await answer.text();
  let body: Record<string, unknown> = {};
  try {
    body = text === "" ? {} : JSON.parse(text);
  } catch {
    if (answer.ok) throw new ApiError(answer.status, "not_json", "The server's answer is not JSON.");
  }
  if (answer.ok) return body as T;
  const error = (body.error ?? {}) as { code?: string; message?: string; remedy?: string };
  if (answer.status === 401 || (answer.status === 403 && !error.message))
    throw new ApiError(answer.status, "no_session", "This page has no session with the server.", "Open the address that assay serve printed, with its token.");
  throw new ApiError(answer.status, error.code ?? String(answer.status), error.message ?? `The server answered ${answer.status}.`, error.remedy ?? "", body);
}

const e = encodeURIComponent;

/** True for the errors that only say that a newer request took this one's place. */
export function isSuperseded(error: unknown): boolean {
  return (error as Error)?.name === "AbortError" || (error instanceof ApiError && error.code === "superseded");
}

export const getState = () => call<State>("/state");
export const getJob = <R>(job: string) => call<Job<R>>(`/jobs/${e(job)}`);
export const cancelJob = (job: string) => call<object>(`/jobs/${e(job)}`, { method: "DELETE" });
export const getSchema = (kind: string) => call<Record<string, unknown>>(`/schema/${e(kind)}`);

export interface Example {
  report: string;
  start: number;
  end: number;
  text?: string;
}

export interface NewRule {
  path: string;
  id: string;
  title: string;
  level: number;
  points: number;
  statements: string[];
  phrase: string;
  example?: Example;
  /** The example in the author's own words, in place of the report's sentence. */
  example_text?: string;
}

/** What can be asked about one pack. */
export class PackApi {
  private readonly base: string;
  constructor(readonly id: string) {
    this.base = `/packs/${e(id)}`;
  }

  files = async () => (await call<{ files: FileInfo[] }>(`${this.base}/files`)).files;
  rules = async () => (await call<{ rules: RuleEntry[] }>(`${this.base}/rules`)).rules;
  file = async (path: string): Promise<FileText> => {
    const found = await call<FileText & { sha256: string | null }>(`${this.base}/file`, { query: { path } });
    return { ...found, sha256: found.sha256 ?? "" };
  };
  putDraft = (path: string, draft: Draft) =>
    call<{ revision: number; diagnostics: Diagnostic[] }>(`${this.base}/draft`, { method: "PUT", query: { path }, json: draft });
  dropDraft = (path: string) => call<object>(`${this.base}/draft`, { method: "DELETE", query: { path } });
  save = (path: string, options: { revision: number; base_sha256: string; overwrite?: boolean; anyway?: boolean }) =>
    call<{ sha256: string; saved: boolean }>(`${this.base}/save`, { method: "POST", query: { path }, json: options });
  format = (path: string, text: string) =>
    call<{ text: string; changed: boolean }>(`${this.base}/format`, { method: "POST", json: { path, text } });
  diagnostics = async () => (await call<{ diagnostics: Diagnostic[] }>(`${this.base}/diagnostics`)).diagnostics;
  examples = (path: string) =>
    call<{ failures: ExampleFailure[]; run: number; failed: number }>(`${this.base}/examples`, { query: { path } });
  gitDiff = async (): Promise<GitState> => {
    const found = await call<Omit<GitState, "untracked"> & { untracked?: string }>(`${this.base}/git-diff`);
    return { ...found, untracked: (found.untracked ?? "").split("\n").filter(Boolean) };
  };
  changes = (since: number) =>
    call<{ stamp: number; files: { path: string; sha256: string }[] }>(`${this.base}/changes`, { query: { since } });
  completion = () => call<Completion>(`${this.base}/completion`);

  reports = async () => (await call<{ reports: ReportEntry[] }>(`${this.base}/reports`)).reports;
  report = async (id: string, signal?: AbortSignal) =>
    (await call<{ report: Report }>(`${this.base}/reports/${e(id)}`, { query: { silenced: 1 }, signal })).report;
  why = async (id: string, rule: string, signal?: AbortSignal) =>
    (await call<{ why: Why }>(`${this.base}/reports/${e(id)}/why`, { query: { rule }, signal })).why;
  whyAt = async (id: string, start: number) =>
    (await call<{ rules: WhyAt[] }>(`${this.base}/reports/${e(id)}/why-at`, { query: { start } })).rules;
  forget = (id: string) => call<object>(`${this.base}/reports/${e(id)}`, { method: "DELETE" });
  pageOf = (id: string) => `${kBase}${this.base}/reports/${e(id)}/page`;
  score = async (name: string, bytes: Blob) =>
    (await call<{ report: Report }>(`${this.base}/score`, { method: "POST", bytes, headers: { "X-File-Name": e(name) } })).report;

  impact = async (signal: AbortSignal): Promise<Impact> => {
    const found = await call<Impact | (PackImpact & { revision: number })>(`${this.base}/impact`, { method: "POST", signal });
    return "packs" in found ? found : { revision: found.revision, ms: found.ms, packs: [{ ...found, id: "", title: "" }] };
  };
  count = (phrase: string, signal?: AbortSignal) => call<Count>(`${this.base}/count`, { method: "POST", json: { phrase }, signal });
  phraseFrom = (from: Example) =>
    call<{ suggestions: Suggestion[]; example: string }>(`${this.base}/phrase-from`, { method: "POST", json: from });
  newRule = (rule: NewRule) => call<{ text: string; line: number; failures: ExceptionEdit["failures"] }>(`${this.base}/new-rule`, { method: "POST", json: rule });
  exception = (from: Example & { rule: string; phrase?: string; example?: string }) =>
    call<ExceptionEdit>(`${this.base}/exception`, { method: "POST", json: from });

  calibrate = async (options: { draws?: number; write?: boolean; note?: string }) =>
    (await call<{ job: string }>(`${this.base}/calibrate`, { method: "POST", json: options })).job;
  calibration = () =>
    call<LastCalibration>(`${this.base}/calibration`);
  ruleSentences = async (id: string) =>
    (await call<{ sentences: (Match & { report: string; document: string; statement: string; published: number | null; line: number })[] }>(
      `${this.base}/calibration/rule`, { query: { id } })).sentences;
  history = async () => (await call<{ runs: Run[] }>(`${this.base}/history`)).runs;
}


