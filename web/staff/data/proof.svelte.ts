/**
 * Dangerous acts need a password or code of the last five minutes. A deed that is refused for want of one waits here until
 * the person has given it (ProofDialog), and is then sent again.
 */
import { problem_of } from '#api/client.ts';

let waiting = $state.raw<((given: boolean) => void) | null>(null);

export const proof = {
  /** A deed waits for a proof. */
  get asked(): boolean {
    return waiting !== null;
  },
  /** Goes on with the deed, or gives it up. */
  settle(given: boolean): void {
    const settle = waiting;
    waiting = null;
    settle?.(given);
  },
};

export async function with_proof<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    if (problem_of(error).code !== 'identity.reauth_needed') throw error;
    const given = await new Promise<boolean>((settle) => (waiting = settle));
    if (!given) throw error;
    return deed();
  }
}
