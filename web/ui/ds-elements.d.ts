import type { HTMLAttributes } from 'svelte/elements';

declare module 'svelte/elements' {
  export interface SvelteHTMLElements {
    'ds-field': HTMLAttributes<HTMLElement>;
    'ds-error-summary': HTMLAttributes<HTMLElement>;
  }
}

export {};
