/** Reading and changing accounts: one's own, and those of the unit. */
import type { FactorOffer, Outcome, Role } from '#api/shapes.ts';
import { Attempt, body_of, client } from '#api/client.ts';
import { query_client } from './client.ts';
import { keys } from './keys.ts';
import { with_proof } from './proof.svelte.ts';

export const account_queries = {
  sessions: () => ({ queryKey: ['sessions'], queryFn: () => body_of(client.GET('/api/sessions')) }),
  second_factor: () => ({ queryKey: ['second_factor'], queryFn: () => body_of(client.GET('/api/second-factor')) }),
  roll: () => ({ queryKey: ['roll'], queryFn: () => body_of(client.GET('/api/accounts')) }),
  settings: () => ({ queryKey: ['settings'], queryFn: () => body_of(client.GET('/api/settings')) }),
};

const renew = (...names: string[]) => Promise.all(names.map((name) => query_client.invalidateQueries({ queryKey: [name] })));
const at = (id: string) => ({ params: { path: { id } } });

export async function prove(body: { password?: string; totp?: string }): Promise<void> {
  await body_of(client.POST('/api/re-authenticate', { body }));
}

export async function change_password(current: string, chosen: string): Promise<void> {
  await body_of(client.POST('/api/password', { body: { chosen, ...(current ? { current } : {}) } }));
  await Promise.all([renew('sessions'), query_client.invalidateQueries({ queryKey: keys.me })]);
}

export async function end_session(id: string): Promise<void> {
  await body_of(client.POST('/api/sessions/{id}/end', { ...at(id), body: {} }));
  await renew('sessions');
}

export async function end_other_sessions(): Promise<number> {
  const { count } = await body_of(client.POST('/api/sessions/end-others', { body: {} }));
  await renew('sessions');
  return count;
}

export const offer_second_factor = (): Promise<FactorOffer> =>
  with_proof(() => body_of(client.POST('/api/second-factor', { body: {} })));

/** Turns the second factor on; the recovery codes are shown once. */
export async function confirm_second_factor(code: string): Promise<string[]> {
  const { recovery_codes } = await body_of(client.POST('/api/second-factor/confirm', { body: { code } }));
  await Promise.all([renew('second_factor', 'sessions'), query_client.invalidateQueries({ queryKey: keys.me })]);
  return recovery_codes;
}

export async function renew_recovery_codes(): Promise<string[]> {
  const { recovery_codes } = await with_proof(() => body_of(client.POST('/api/second-factor/recovery-codes', { body: {} })));
  await renew('second_factor');
  return recovery_codes;
}

export async function remove_second_factor(): Promise<void> {
  await with_proof(() => body_of(client.POST('/api/second-factor/remove', { body: {} })));
  await renew('second_factor');
}

export interface NewPerson {
  name: string;
  position: string;
  username: string;
  role: Role;
  body: string;
  from_on: string;
}

/** A person with an account and a seat, step by step; a step that fails leaves those before it. */
export async function add_person(input: NewPerson, attempts: Attempt[]): Promise<Outcome> {
  const [person, account, seat] = attempts as [Attempt, Attempt, Attempt];
  const body = { name: input.name, ...(input.position ? { position: input.position } : {}) };
  const { id } = await body_of(client.POST('/api/people', { body, headers: { 'Idempotency-Key': person.key(body) } }));
  await renew('roll', 'people');
  if (input.body) {
    const place = { body: input.body, role: input.role, from_on: input.from_on };
    await body_of(client.POST('/api/people/{id}/seats', { ...at(id), body: place, headers: { 'Idempotency-Key': seat.key(place) } }));
  }
  if (!input.username) return { proposal_id: null, link: null };
  const wanted = { person_id: id, username: input.username, role: input.role };
  const made = await with_proof(() =>
    body_of(client.POST('/api/accounts', { body: wanted, headers: { 'Idempotency-Key': account.key(wanted) } })),
  );
  const given = await make_link(made.id);
  return { proposal_id: made.proposal_id ?? given.proposal_id, link: given.link };
}

export async function add_account(person_id: string, username: string, role: Role, attempt: Attempt): Promise<Outcome> {
  const body = { person_id, username, role };
  const made = await with_proof(() =>
    body_of(client.POST('/api/accounts', { body, headers: { 'Idempotency-Key': attempt.key(body) } })),
  );
  attempt.done();
  const given = await make_link(made.id);
  return { proposal_id: made.proposal_id ?? given.proposal_id, link: given.link };
}

async function outcome_of(deed: () => Promise<Outcome>): Promise<Outcome> {
  const outcome = await with_proof(deed);
  await renew('roll');
  return outcome;
}

export const make_link = (id: string) => outcome_of(() => body_of(client.POST('/api/accounts/{id}/link', { ...at(id), body: {} })));
export const change_role = (id: string, role: Role) =>
  outcome_of(() => body_of(client.POST('/api/accounts/{id}/role', { ...at(id), body: { role } })));
export const take_second_factor = (id: string) =>
  outcome_of(() => body_of(client.POST('/api/accounts/{id}/take-second-factor', { ...at(id), body: {} })));
export const confirm_proposal = (id: string) =>
  outcome_of(() => body_of(client.POST('/api/proposals/{id}/confirm', { ...at(id), body: {} })));

export async function refuse_proposal(id: string): Promise<void> {
  await body_of(client.POST('/api/proposals/{id}/refuse', { ...at(id), body: {} }));
  await renew('roll');
}

export async function close_account(id: string): Promise<void> {
  await body_of(client.POST('/api/accounts/{id}/close', { ...at(id), body: {} }));
  await renew('roll');
}

export async function end_sessions_of(id: string): Promise<void> {
  await with_proof(() => body_of(client.POST('/api/accounts/{id}/end-sessions', { ...at(id), body: {} })));
}

export async function take_seat(person: string, body: string, role: Role, from_on: string, attempt: Attempt): Promise<void> {
  const seat = { body, role, from_on };
  await body_of(client.POST('/api/people/{id}/seats', { ...at(person), body: seat, headers: { 'Idempotency-Key': attempt.key(seat) } }));
  attempt.done();
  await renew('roll', 'people');
}

export async function end_seat(id: string, last_day: string): Promise<void> {
  await body_of(client.POST('/api/seats/{id}/end', { ...at(id), body: { last_day } }));
  await renew('roll', 'people');
}

export async function leave(person: string, last_day: string): Promise<void> {
  await body_of(client.POST('/api/people/{id}/leave', { ...at(person), body: { last_day } }));
  await renew('roll', 'people');
}

export async function change_settings(second_factor_required: boolean): Promise<void> {
  await with_proof(() => body_of(client.POST('/api/settings', { body: { second_factor_required } })));
  await renew('settings');
}
