/** Every change the app can make: one function each, which sends it and renews what it makes stale. */
import { goto } from '$app/navigation';
import type { Applicant, Baseline, EvidenceRequest, NewEvidenceRequest, NewAct, NewFact, NewRecord, PlanDocument, RecordPage, Recorded } from '#api/shapes.ts';
import { Attempt, body_of, client, send_file } from '#api/client.ts';
import { query_client } from './client.ts';
import { keys, stale_after_change } from './keys.ts';

export async function renew(kind: string, id: string): Promise<void> {
  await Promise.all(stale_after_change(kind, id).map((key) => query_client.invalidateQueries({ queryKey: [...key] })));
}

const once = (attempt: Attempt, body: unknown) => ({ 'Idempotency-Key': attempt.key(body) });

export async function sign_in(username: string, password: string, totp: string): Promise<void> {
  const me = await body_of(
    client.POST('/api/sign-in', { body: { username, password, ...(totp ? { totp } : {}) } }),
  );
  query_client.clear();
  query_client.setQueryData(keys.me, me);
}

export async function sign_in_by_link(token: string, totp = ''): Promise<void> {
  const me = await body_of(client.POST('/api/sign-in/link', { body: { token, ...(totp ? { totp } : {}) } }));
  query_client.clear();
  query_client.setQueryData(keys.me, me);
}

export async function sign_out(): Promise<void> {
  await body_of(client.POST('/api/sign-out', { body: {} }));
  query_client.clear();
  await goto('/dang-nhap');
}

export async function read_notice(id: string): Promise<void> {
  await body_of(client.POST('/api/notices/{id}/read', { params: { path: { id } }, body: {} }));
  await renew('notice', id);
}

export async function link_evidence(id: string, kind: 'task' | 'fact', subject: string): Promise<void> {
  await body_of(client.POST('/api/evidence/{id}/links', { params: { path: { id } }, body: { kind, id: subject } }));
  await renew('evidence', id);
}

/** Opens a record: received at the desk, or not accepted. */
export async function open_record(body: NewRecord, attempt: Attempt): Promise<RecordPage> {
  const made = await body_of(client.POST('/api/records', { body, headers: once(attempt, body) }));
  attempt.done();
  await renew('record', made.row.id);
  return made;
}

/** Does one of the actions of a record's type. */
export async function act_on_record(id: string, body: NewAct, attempt: Attempt): Promise<void> {
  const made = await body_of(client.POST('/api/records/{id}/act', { params: { path: { id } }, body, headers: once(attempt, body) }));
  attempt.done();
  query_client.setQueryData(keys.record(id), made);
  await renew('record', id);
}

/** The applicant's details in full; the server records who looked, and why. */
export function reveal_applicant(id: string, reason: string): Promise<Applicant> {
  return body_of(client.POST('/api/records/{id}/reveal', { params: { path: { id } }, body: { reason } }));
}

/** The page of the record that a slip's code names. */
export async function find_record(code: string): Promise<string> {
  return (await body_of(client.GET('/api/record-codes/{code}', { params: { path: { code } } }))).href;
}

/** Asks for more time for a task; who leads the commune answers. */
export async function ask_extension(id: string, due_on: string, reason: string, attempt: Attempt): Promise<void> {
  const body = { due_on, reason };
  await body_of(client.POST('/api/tasks/{id}/extension', { params: { path: { id } }, body, headers: once(attempt, body) }));
  attempt.done();
  await renew('task', id);
}

/** Answers a request for more time; a refusal says why. */
export async function answer_extension(id: string, deed: 'approve' | 'refuse', answer: string): Promise<void> {
  const body = answer ? { answer } : {};
  const params = { path: { id } };
  if (deed === 'approve') await body_of(client.POST('/api/extensions/{id}/approve', { params, body }));
  else await body_of(client.POST('/api/extensions/{id}/refuse', { params, body }));
  await renew('task', id);
}

/** Hands files in for a criterion; `wanted` names the paper of its set that they are, or is empty. */
export async function submit_papers(year: number, code: string, wanted: string, evidence: string[]): Promise<void> {
  await body_of(
    client.POST('/api/criteria/{code}/evidence', {
      params: { path: { code } },
      body: { year, evidence, ...(wanted ? { wanted } : {}) },
    }),
  );
  await renew('evidence', code);
}

/** Asks a body for a paper of a criterion. */
export async function ask_evidence(body: NewEvidenceRequest, attempt: Attempt): Promise<EvidenceRequest> {
  const made = await body_of(client.POST('/api/evidence-requests', { body, headers: once(attempt, body) }));
  attempt.done();
  await renew('evidence_request', made.id);
  return made;
}

/** Hands in what was asked for. */
export async function supply_evidence(id: string, evidence: string[], note: string, attempt: Attempt): Promise<void> {
  const body = { evidence, ...(note ? { note } : {}) };
  await body_of(client.POST('/api/evidence-requests/{id}/supply', { params: { path: { id } }, body, headers: once(attempt, body) }));
  attempt.done();
  await renew('evidence_request', id);
}

/** Says why there is no such paper, or takes the request back; both with their words. */
export async function answer_request(id: string, deed: 'explain' | 'withdraw', note: string): Promise<void> {
  const given = { params: { path: { id } }, body: { note } };
  if (deed === 'explain') await body_of(client.POST('/api/evidence-requests/{id}/explain', given));
  else await body_of(client.POST('/api/evidence-requests/{id}/withdraw', given));
  await renew('evidence_request', id);
}

export async function set_owner(year: number, code: string, body: string, person_id?: string): Promise<void> {
  await body_of(
    client.POST('/api/criteria/{code}/owner', {
      params: { path: { code } },
      body: { year, body, ...(person_id ? { person_id } : {}) },
    }),
  );
  await renew('criterion', code);
}

export interface ProgressInput {
  percent: number;
  note: string;
  evidence: string[];
  /** What stood when the person began to type; another percentage now is refused with both named. */
  seen?: number;
}

export async function report_progress(id: string, body: ProgressInput, attempt: Attempt): Promise<void> {
  await body_of(client.POST('/api/tasks/{id}/progress', { params: { path: { id } }, body, headers: once(attempt, body) }));
  attempt.done();
  await renew('task', id);
}

export async function assign_task(id: string, person_id: string | null): Promise<void> {
  await body_of(client.POST('/api/tasks/{id}/assign', { params: { path: { id } }, body: { person_id } }));
  await renew('task', id);
}

export async function close_task(id: string, note: string, evidence: string[], attempt: Attempt): Promise<void> {
  const body = { note, evidence };
  await body_of(client.POST('/api/tasks/{id}/close', { params: { path: { id } }, body, headers: once(attempt, body) }));
  attempt.done();
  await renew('task', id);
}

export async function reopen_task(id: string, reason: string): Promise<void> {
  await body_of(client.POST('/api/tasks/{id}/reopen', { params: { path: { id } }, body: { reason } }));
  await renew('task', id);
}

export async function enter_fact(body: NewFact, attempt: Attempt): Promise<Recorded> {
  const entry = await body_of(client.POST('/api/facts', { body, headers: once(attempt, body) }));
  attempt.done();
  await renew('fact', entry.id);
  return entry;
}

export async function keep_baseline(body: Baseline, attempt: Attempt): Promise<void> {
  await body_of(client.POST('/api/baseline', { body, headers: once(attempt, body) }));
  attempt.done();
  await renew('baseline', String(body.year));
}

/** Loads the criteria set of a year; what is wrong with it comes back as errors by place, and nothing was changed. */
export async function load_set(year: number, set: Record<string, unknown>, attempt: Attempt): Promise<string> {
  const body = { year, body: set };
  const { id } = await body_of(client.POST('/api/criteria-sets', { body, headers: once(attempt, body) }));
  attempt.done();
  await renew('criteria_set', id);
  return id;
}

/** Closes a year's period, opens it again, or gives it other days; each with its reason. */
export async function change_year(year: number, deed: 'close' | 'open' | 'period', body: { reason: string; start?: string; end?: string }): Promise<void> {
  await body_of(client.POST(`/api/years/{year}/${deed}`, { params: { path: { year } }, body: body as never }));
  await renew('period', String(year));
}

/** Ends a plan with its report; `carry` goes on in `into`, the rest stays not done. */
export async function close_plan(id: string, body: { note: string; into?: string; carry: string[] }): Promise<void> {
  await body_of(client.POST('/api/plans/{id}/close', { params: { path: { id } }, body }));
  await renew('plan', id);
}

/** Reads a plan's file into its tasks; writes nothing. */
export function read_plan(file: File): Promise<PlanDocument> {
  return send_file<PlanDocument>('/api/plans/read', file, new Attempt().key(file.name));
}

export async function adopt_plan(document: PlanDocument, accepted_proposals: string[], attempt: Attempt): Promise<string> {
  const body = { document: document as unknown as Record<string, unknown>, accepted_proposals };
  const { id } = await body_of(client.POST('/api/plans', { body, headers: once(attempt, body) }));
  attempt.done();
  await renew('plan', id);
  return id;
}
