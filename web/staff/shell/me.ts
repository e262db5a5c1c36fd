/** Who is signed in, for every screen below the shell. */
import { createContext } from 'svelte';
import type { Me } from '#api/shapes.ts';

/** A getter, so that a screen follows when the server's answer changes. */
export const [get_me, set_me] = createContext<() => Me>();
