/**
 * Keys of the whole app: single letters and pairs like `g d`. They rest while someone types, with a modifier
 * held, and when the person turned them off.
 */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const layers: Shortcuts[] = [];
let pending = '';
let timer: ReturnType<typeof setTimeout> | undefined;
const PAIR_MS = 1200;

/** Adds keys while a screen stands; the newest layer wins. Returns how to take them away. */
export function add_shortcuts(keys: Shortcuts): () => void {
  layers.push(keys);
  return () => {
    const at = layers.indexOf(keys);
    if (at >= 0) layers.splice(at, 1);
  };
}

/** The deed of a key, or of a pair that it completes. */
export function deed_of(key: string, before: string, from: Shortcuts[]): ((event: KeyboardEvent) => void) | undefined {
  for (const wanted of before ? [`${before} ${key}`, key] : [key]) {
    for (let index = from.length - 1; index >= 0; index--) {
      const found = from[index]?.[wanted];
      if (found) return found;
    }
  }
  return undefined;
}

/** Whether a key begins a pair in one of the layers. */
export function begins_pair(key: string, from: Shortcuts[]): boolean {
  return from.some((layer) => Object.keys(layer).some((wanted) => wanted.startsWith(`${key} `)));
}

/** Whether the focus is where letters are text. */
function types(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Handles a key press of the page. Enter and Space keep their own meaning on links and buttons. */
export function handle_key(event: KeyboardEvent, enabled: boolean): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== 'Escape' && (!enabled || types(event.target))) return;
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button, summary')) return;
  if (document.querySelector('dialog[open]') && event.key !== 'Escape') return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const deed = deed_of(key, pending, layers);
  clearTimeout(timer);
  pending = '';
  if (deed) {
    event.preventDefault();
    deed(event);
  } else if (begins_pair(key, layers)) {
    pending = key;
    timer = setTimeout(() => (pending = ''), PAIR_MS);
  }
}
