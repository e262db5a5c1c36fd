/** Short messages at the lower edge; one with an undo stays ten seconds. */
export interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'danger';
  undo?: () => void | Promise<void>;
  /** One place to go on to. */
  link?: { text: string; go: () => void | Promise<void> };
}

export const toasts = $state<Toast[]>([]);
let last = 0;

export function dismiss(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id);
  if (at >= 0) toasts.splice(at, 1);
}

/** Says that something was done; `undo` takes it back within ten seconds. */
export function say(text: string, more: Pick<Toast, 'undo' | 'link'> & { tone?: Toast['tone'] } = {}): void {
  const id = ++last;
  toasts.push({ id, text, tone: 'good', ...more });
  setTimeout(() => dismiss(id), 10_000);
}
