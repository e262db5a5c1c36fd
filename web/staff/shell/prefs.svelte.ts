/** What one person chose on this browser; kept in local storage, applied to the root element. */
import { show_language } from '#ui/text/text.svelte.ts';
import type { Language } from '#ui/format/format.ts';

export type Theme = 'auto' | 'light' | 'dark';
export type Density = 'roomy' | 'normal' | 'compact';
export type TextSize = '14' | '15' | '16';

interface Prefs {
  theme: Theme;
  density: Density;
  text: TextSize;
  language: Language;
  folded: boolean;
  /** Single-letter keys can be turned off (WCAG 2.1.4). */
  shortcuts: boolean;
}

const KEY = 'sen.prefs';
const DEFAULTS: Prefs = { theme: 'auto', density: 'normal', text: '14', language: 'vi', folded: false, shortcuts: true };

function kept(): Prefs {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Prefs>) };
  } catch {
    return { ...DEFAULTS };
  }
}

export const prefs = $state<Prefs>(kept());

const darkness = matchMedia('(prefers-color-scheme: dark)');

function apply(): void {
  const { theme, density, text } = prefs;
  const root = document.documentElement.dataset;
  root.theme = theme === 'auto' ? (darkness.matches ? 'dark' : 'light') : theme;
  root.density = density;
  root.text = text;
}

darkness.addEventListener('change', apply);

/** Changes one preference, keeps it, shows it. */
export async function prefer<K extends keyof Prefs>(name: K, value: Prefs[K]): Promise<void> {
  prefs[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // Private windows may refuse; the choice then lasts until the page closes.
  }
  apply();
  if (name === 'language') await show_language(prefs.language);
}
