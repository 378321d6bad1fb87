// api.ts - asks the server, and says what it answers. The shapes are those of docs/openapi.json.

export interface Where {
  place: string | null; country: string | null; admin1: string | null;
  lat: number | null; lon: number | null; precision: string | null;
}
export interface Incident extends Where {
  id: number; category: string; modes: string; date: string | null; actor: string | null; recipient: string | null;
  n_reports: number; n_claims: number; first_published: string | null; last_published: string | null;
  killed_low: number | null; killed_best: number | null; killed_high: number | null;
  wounded_low: number | null; wounded_best: number | null; wounded_high: number | null;
  attackers_low: number | null; attackers_best: number | null; attackers_high: number | null;
  review: string; perpetrator: "unknown" | "stated" | "claimed" | "blamed";
}
export interface Claimed {
  claimant: string | null; claimant_country: string | null; claimant_sector: string | null; claim_kind: string | null;
  anonymous: number;
}
export interface Claim extends Claimed {
  id: number; incident_id: number; report_id: number; kind: string; low: number; high: number | null; approx: number;
  text: string | null; start_at: number | null; end_at: number | null; source: string | null; published: string | null;
  duplicate_of: number | null; // the report that counts in its place
}
export interface EventRow extends Where, Claimed {
  id: number; report_id: number; code: string; category: string; modes: string; status: string; date: string | null;
  actor: string | null; recipient: string | null; confidence: number | null; trigger_text: string | null;
  source: string | null; published: string | null; title: string | null; review: string; rule: string | null;
}
export interface TollRow extends Claimed {
  id: number; report_id: number; event_id: number | null; code: string; kind: string; low: number; high: number | null;
  approx: number; status: string; side: string | null; text: string | null; review: string;
}
export interface ReportRow {
  id: number; name: string; title: string | null; source: string | null; url: string | null; language: string | null;
  published: string | null; n_versions: number; n_events: number; n_tolls: number; review: string;
  duplicate_of: number | null; uncertainty: number;
}
export interface Episode {
  id: number; report_id: number; number: number; category: string; incident_id: number | null;
  source: string | null; title: string | null; published: string | null; duplicate_of: number | null;
}
export interface PartyRow {
  role: string; country: string | null; sector: string | null; label: string | null; n_events: number; n_claimed: number; n_blamed: number;
}
export interface EventParty {
  event_id: number; role: string; text: string | null; country: string | null; sector: string | null; label: string | null;
  how_known: "stated" | "claimed" | "blamed" | null;
}
export interface Correction {
  id: number; report_id: number | null; target: string; target_id: number; field: string; old: string | null;
  new: string | null; evidence: string | null; evidence_start: number | null; note: string | null; who: string;
  at: string; undoes: number | null;
}
export interface Comment { id: number; target: string; target_id: number; text: string; who: string; at: string }
export interface Operation { id: number; kind: string; who: string; at: string; note: string | null; undoes: number | null }
export interface Span { text?: string | null; start: number | null; end: number | null }
export interface RecordParty extends Span { country: string | null; sector: string | null; label_en: string | null; name?: string | null }
export interface RecordClaim extends RecordParty { kind: string; anonymous: boolean }
export interface RecordEvent {
  id: string; event: string; mode: string[]; context: string[]; status: string; sentence: number;
  trigger: {text: string; start: number; end: number; lemma: string};
  actor: RecordParty[]; recipient: RecordParty[];
  place: (Span & {name: string | null; country: string | null; admin1: string | null; precision: string; basis: string}) | null;
  date: (Span & {value: string; precision: string; basis: string}) | null;
  claim: RecordClaim | null; casualties: string[]; confidence: number; rule: string;
  evidence: {field: string; start: number; end: number}[]; same_as: string | null;
}
export interface RecordToll extends Span {
  id: string; kind: string; low: number; high: number | null; approx: boolean; status: string; sentence: number;
  victim: (Span & {country: string | null; sector: string | null}) | null; claim: RecordClaim | null;
  event: string | null; part_of: string | null; replaces: string | null; rule: string; start: number; end: number;
}
export interface Rec {
  doc: {title: string | null; parts: {kind: string; start: number; end: number}[]; language: string | null};
  coder: {version: string; model: string};
  sentences: [number, number][]; events: RecordEvent[]; casualties: RecordToll[];
  times: {text: string; start: number; end: number; value: string | null; type: string}[];
  places: {text: string; start: number; end: number; name: string | null; country: string | null; precision: string}[];
  figures: {text: string; start: number; end: number; value: number; unit: string | null}[];
  diagnostics: {code: string; message: string}[];
}
export interface ReportPage extends ReportRow {
  text: string | null; record: Rec | null; events: EventRow[]; tolls: TollRow[]; episodes: Episode[];
  corrections: Correction[]; comments: Comment[];
}
export interface IncidentPage extends Incident {
  parties: PartyRow[]; claims: Claim[]; episodes: Episode[]; events: EventRow[]; reports: ReportRow[];
  corrections: Correction[]; comments: Comment[]; sentences: Record<string, string>;
  event_parties: EventParty[]; event_sentences: Record<string, string>;
  tolls: {kind: string; rule: string; low: number; best: number; high: number | null}[];
}
export interface List<T> { total: number; items: T[] }
export interface MapData {
  total: number; // one entry an incident, column by column
  ids: number[]; lats: (number | null)[]; lons: (number | null)[]; precisions: (string | null)[];
  countries: (string | null)[]; categories: string[]; dates: (string | null)[]; places: (string | null)[];
  killed: (number | null)[];
}
export type SourceRow = Record<string, string | number | null>;
export interface DayRow { day: string; category: string; n_events: number; killed: number | null }
export interface Session {
  user: string | null; role: string; csrf: string; login: boolean; version: string;
  counts: {reports: number; events: number; incidents: number} | null;
}
export interface Saved { id: number; name: string; query: string; who: string; added: string; feed?: string }
export interface AuditRow { id: number; at: string; who: string; action: string; target: string; target_id: number | null; detail: string | null }

export class ApiError extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

let csrf = "";
export function setToken(token: string): void { csrf = token; }

async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = {Accept: "application/json"};
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, {
    method, headers, signal, credentials: "same-origin", cache: "no-store",
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.ok) return (answer.status === 204 ? null : await answer.json()) as T;
  let message = `HTTP ${answer.status}`;
  try { message = ((await answer.json()) as {error: string}).error; } catch { /* the answer was none of ours */ }
  throw new ApiError(answer.status, message);
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => ask<T>("GET", `/api/v1/${path}`, undefined, signal);
export const post = <T>(path: string, body: unknown): Promise<T> => ask<T>("POST", `/api/v1/${path}`, body);
export const remove = <T>(path: string): Promise<T> => ask<T>("DELETE", `/api/v1/${path}`);
