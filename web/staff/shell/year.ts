/** The assessment year on screen: from the address, else the one the unit works in. */
import { page } from '$app/state';
import { get_me } from './me.ts';

export function shown_year(): number {
  const named = Number(page.url.searchParams.get('nam'));
  return Number.isInteger(named) && named > 2000 ? named : get_me()().year;
}
