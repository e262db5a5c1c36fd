/** Filters, tabs and open rows live in the address. */
import { goto } from '$app/navigation';
import { page } from '$app/state';

/** One value of the address, or null. */
export function param(name: string): string | null {
  return page.url.searchParams.get(name);
}

/** The address with some values changed; null takes one away. */
export function address_with(changes: Record<string, string | null>): string {
  const params = new URLSearchParams(page.url.searchParams);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return page.url.pathname + (text ? `?${text}` : '');
}

/** Changes values of the address in place: no jump, the focus stays. `keep` makes a step that "back" undoes. */
export function set_params(changes: Record<string, string | null>, keep = false): Promise<void> {
  return goto(address_with(changes), { replaceState: !keep, keepFocus: true, noScroll: true });
}
