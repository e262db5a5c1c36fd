/** Every route of `docs/api.md` that the staff app calls, in the form that openapi-fetch reads. */
import type * as S from './shapes.ts';

interface Answer<T> {
  200: { headers: Record<string, unknown>; content: { 'application/json': T } };
  default: { headers: Record<string, unknown>; content: { 'application/problem+json': unknown } };
}
type Params<Path, Query> = Path extends undefined
  ? { query?: Query; path?: never; header?: Record<string, string>; cookie?: never }
  : { query?: Query; path: Path; header?: Record<string, string>; cookie?: never };
interface Get<T, Path = undefined, Query = { year?: number }> {
  parameters: Params<Path, Query>;
  responses: Answer<T>;
}
interface Post<Body, T, Path = undefined> {
  parameters: Params<Path, Record<never, never>>;
  requestBody: { content: { 'application/json': Body } };
  responses: Answer<T>;
}
interface Route<G, P = undefined> {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
  get: G;
  post: P;
}
type Id = { id: string };
type Done = Record<string, unknown>;
type Reads<T, Path = undefined, Query = { year?: number }> = Route<Get<T, Path, Query>>;
type Writes<Body, T, Path = undefined> = Route<undefined, Post<Body, T, Path>>;

export interface paths {
  '/api/me': Reads<S.Me>;
  '/api/sign-in': Writes<{ username: string; password: string; totp?: string }, S.Me>;
  '/api/sign-in/link': Writes<{ token: string; totp?: string }, S.Me>;
  '/api/sign-out': Writes<Record<never, never>, Done>;
  '/api/sessions': Reads<S.OwnSession[]>;
  '/api/sessions/{id}/end': Writes<Record<never, never>, Done, Id>;
  '/api/sessions/end-others': Writes<Record<never, never>, { count: number }>;
  '/api/re-authenticate': Writes<{ password?: string; totp?: string }, Done>;
  '/api/password': Writes<{ current?: string; chosen: string }, Done>;
  '/api/second-factor': Route<Get<S.SecondFactor>, Post<Record<never, never>, S.FactorOffer>>;
  '/api/second-factor/confirm': Writes<{ code: string }, { recovery_codes: string[] }>;
  '/api/second-factor/recovery-codes': Writes<Record<never, never>, { recovery_codes: string[] }>;
  '/api/second-factor/remove': Writes<Record<never, never>, Done>;
  '/api/accounts': Route<Get<S.Roll>, Post<{ person_id: string; username: string; role: S.Role }, { id: string; proposal_id: string | null }>>;
  '/api/accounts/{id}/role': Writes<{ role: S.Role }, S.Outcome, Id>;
  '/api/accounts/{id}/close': Writes<Record<never, never>, Done, Id>;
  '/api/accounts/{id}/end-sessions': Writes<Record<never, never>, Done, Id>;
  '/api/accounts/{id}/link': Writes<Record<never, never>, S.Outcome, Id>;
  '/api/accounts/{id}/take-second-factor': Writes<Record<never, never>, S.Outcome, Id>;
  '/api/proposals/{id}/confirm': Writes<Record<never, never>, S.Outcome, Id>;
  '/api/proposals/{id}/refuse': Writes<Record<never, never>, Done, Id>;
  '/api/people/{id}/seats': Writes<{ body: string; role: S.Role; from_on: string; to_on?: string }, { id: string }, Id>;
  '/api/people/{id}/leave': Writes<{ last_day: string }, Done, Id>;
  '/api/seats/{id}/end': Writes<{ last_day: string }, Done, Id>;
  '/api/settings': Route<Get<S.UnitSettings>, Post<{ second_factor_required: boolean }, Done>>;
  '/api/cockpit': Reads<S.Cockpit>;
  '/api/index': Reads<S.IndexTree>;
  '/api/index/history': Reads<S.HistoryPoint[]>;
  '/api/criteria/{code}': Reads<S.Criterion, { code: string }>;
  '/api/criteria/{code}/owner': Writes<{ body: string; person_id?: string }, Done, { code: string }>;
  '/api/facts': Route<Get<S.Facts>, Post<S.NewFact, S.Recorded>>;
  '/api/facts/{measure}': Reads<S.FactHistory, { measure: string }>;
  '/api/baseline': Route<Get<S.Baseline>, Post<S.Baseline, Done>>;
  '/api/criteria-sets': Route<Get<S.SetInUse[]>, Post<{ year: number; body: Record<string, unknown> }, S.SetInUse>>;
  '/api/years': Reads<S.Year[]>;
  '/api/years/{year}/close': Writes<{ reason: string }, S.YearPeriod, { year: string }>;
  '/api/years/{year}/open': Writes<{ reason: string }, S.YearPeriod, { year: string }>;
  '/api/years/{year}/period': Writes<{ reason: string; start: string; end: string }, S.YearPeriod, { year: string }>;
  '/api/plans': Route<
    Get<S.PlanRef[]>,
    Post<{ document: S.PlanDocument; accepted_proposals: string[] }, Id>
  >;
  '/api/plans/{id}': Reads<S.Plan, Id>;
  '/api/tasks/{id}': Reads<S.TaskPage, Id>;
  '/api/tasks/{id}/progress': Writes<{ percent: number; note: string; evidence: string[] }, Done, Id>;
  '/api/tasks/{id}/assign': Writes<{ person_id: string | null }, Done, Id>;
  '/api/tasks/{id}/close': Writes<{ note: string; evidence: string[] }, Done, Id>;
  '/api/tasks/{id}/reopen': Writes<{ reason: string }, Done, Id>;
  '/api/people': Route<Get<S.Person[]>, Post<{ name: string; position?: string }, { id: string }>>;
  '/api/evidence/{id}': Reads<S.EvidencePage, Id>;
  '/api/evidence/{id}/links': Writes<{ kind: string; id: string }, Done, Id>;
  '/api/notices': Reads<S.Notice[]>;
  '/api/notices/{id}/read': Writes<Record<never, never>, Done, Id>;
  '/api/events': Reads<
    { events: S.AuditEvent[]; next: string | number | null },
    undefined,
    { before?: string; subject_kind?: string; subject_id?: string }
  >;
}
