/** What someone typed and has not sent yet, kept on this browser until it is sent. */
const PREFIX = 'sen.draft.';

/** The kept draft of a form, or what the form begins with. */
export function kept_draft<T extends object>(name: string, fresh: T): T {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept ? { ...fresh, ...(JSON.parse(kept) as Partial<T>) } : fresh;
  } catch {
    return fresh;
  }
}

/** Keeps a form's draft; a form that holds nothing but its beginning is forgotten. */
export function keep_draft<T extends object>(name: string, draft: T, fresh: T): void {
  try {
    const text = JSON.stringify(draft);
    if (text === JSON.stringify(fresh)) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
  } catch {
    // Without a store the form still works; it only forgets when the page closes.
  }
}

export function drop_draft(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // As above.
  }
}
