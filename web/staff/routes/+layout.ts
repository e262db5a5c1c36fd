import { show_language } from '#ui/text/text.svelte.ts';
import { prefs } from '#staff/shell/prefs.svelte.ts';

export const ssr = false;
export const prerender = false;

export async function load() {
  await show_language(prefs.language);
}
