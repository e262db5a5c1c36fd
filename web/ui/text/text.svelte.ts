/** The words of the screens, from `texts/<language>/web.json`; only the active language is loaded. */
import type catalogue from '#texts/vi/web.json';
import { speak } from '#api/client.ts';
import { format_in, type Language } from '#ui/format/format.ts';
import { fill, flattened, type Arguments } from './fill.ts';

type Flat<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Flat<T[K], `${P}${K}.`>;
}[keyof T & string];
/** A key of the catalogue, without its leading `web.`. */
export type TextKey = Flat<(typeof catalogue)['web']>;

const loaders = {
  vi: () => import('#texts/vi/web.json'),
  en: () => import('#texts/en/web.json'),
};

let words = $state.raw<Record<string, string>>({});
let current = $state<Language>('vi');

/** The language on screen. */
export function language(): Language {
  return current;
}

/** Loads a language's words and shows them everywhere. */
export async function show_language(wanted: Language): Promise<void> {
  const loaded = await loaders[wanted]();
  speak(wanted);
  format_in(wanted);
  words = flattened(loaded.default.web);
  current = wanted;
  document.documentElement.lang = wanted;
}

/** The text of a key, with its arguments filled in. */
export function t(key: TextKey, given: Arguments = {}): string {
  return fill(words[key] ?? key, given);
}
