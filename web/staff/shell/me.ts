/** Who is signed in, for every screen below the shell. */
import { createContext } from 'svelte';
import type { Me } from '#api/shapes.ts';

/** A getter, so that a screen follows when the server's answer changes. */
export const [get_me, set_me] = createContext<() => Me>();

/** Whether a person may do something. The server decides; this only keeps buttons away that it would refuse. */
export function may_do(me: Me, right: string): boolean {
  return me.rights.includes(right);
}
