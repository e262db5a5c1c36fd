/** What the list of people shows of each, and in which order. */
import type { Account, PersonRow, Role } from '#api/shapes.ts';
import type { TextKey } from '#ui/text/text.svelte.ts';

export const roles: Role[] = ['staff', 'lead', 'chair', 'appraiser', 'admin', 'auditor'];
export const role_text = (role: Role): TextKey => `role.${role}`;

/** Without diacritics and in small letters, as people type when they look for somebody. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();

/** People who are here, by what was typed; with those who left when asked for. */
export function shown(people: PersonRow[], typed: string, left: boolean, today: string): PersonRow[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return people.filter((each) => {
    if (!left && has_left(each, today)) return false;
    const text = folded([each.name, each.position, ...each.accounts.map((one) => one.username), ...each.seats.map((one) => one.body_name)].join(' '));
    return words.every((word) => text.includes(word));
  });
}

export const has_left = (person: PersonRow, today: string): boolean => person.left_on !== null && person.left_on < today;

/** The account that signs in, if there is one. */
export const open_account = (person: PersonRow): Account | undefined => person.accounts.find((each) => each.state !== 'closed');

/** "nguyen.thi.hoa" for a new account: given name, then the initials of the rest, as offices do ("hoa.nt"). */
export function proposed_username(name: string): string {
  const words = folded(name).replace(/[^a-z0-9 ]/g, '').split(/\s+/).filter(Boolean);
  const given = words.at(-1);
  if (!given) return '';
  const initials = words.slice(0, -1).map((word) => word[0]).join('');
  return initials ? `${given}.${initials}` : given;
}
