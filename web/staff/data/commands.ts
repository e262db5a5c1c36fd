/** Every change the app can make: one function each, which sends it and renews what it makes stale. */
import { goto } from '$app/navigation';
import { Attempt, body_of, client } from '#api/client.ts';
import { query_client } from './client.ts';
import { keys, stale_after_change } from './keys.ts';

async function renew(kind: string, id: string): Promise<void> {
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

export async function sign_in_by_link(token: string): Promise<void> {
  const me = await body_of(client.POST('/api/sign-in/link', { body: { token } }));
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

export { once, renew };
