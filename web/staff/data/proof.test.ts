import { expect, test, vi } from 'vitest';
import { Problem } from '#api/client.ts';
import { proof, with_proof } from './proof.svelte.ts';

const refused = () => new Problem({ code: 'identity.reauth_needed', status: 403 });

test('a deed that needs no proof is sent once', async () => {
  const deed = vi.fn(async () => 7);
  expect(await with_proof(deed)).toBe(7);
  expect(deed).toHaveBeenCalledTimes(1);
  expect(proof.asked).toBe(false);
});

test('a deed waits for the proof and is sent again', async () => {
  const deed = vi.fn().mockRejectedValueOnce(refused()).mockResolvedValueOnce('done');
  const sent = with_proof(deed);
  await vi.waitFor(() => expect(proof.asked).toBe(true));
  proof.settle(true);
  expect(await sent).toBe('done');
  expect(deed).toHaveBeenCalledTimes(2);
  expect(proof.asked).toBe(false);
});

test('a deed that is given up is not sent again', async () => {
  const deed = vi.fn().mockRejectedValue(refused());
  const sent = with_proof(deed);
  await vi.waitFor(() => expect(proof.asked).toBe(true));
  proof.settle(false);
  await expect(sent).rejects.toMatchObject({ code: 'identity.reauth_needed' });
  expect(deed).toHaveBeenCalledTimes(1);
});

test('another refusal is passed on', async () => {
  const deed = vi.fn().mockRejectedValue(new Problem({ code: 'identity.own_role', status: 403 }));
  await expect(with_proof(deed)).rejects.toMatchObject({ code: 'identity.own_role' });
  expect(proof.asked).toBe(false);
});
