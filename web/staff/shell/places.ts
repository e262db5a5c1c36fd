/** The places of the left rail, the phone's bar, the palette and the `g` keys: only those that exist. */
import type { Component } from 'svelte';
import Database from '@lucide/svelte/icons/database';
import Flower from '@lucide/svelte/icons/flower-2';
import Gauge from '@lucide/svelte/icons/gauge';
import History from '@lucide/svelte/icons/history';
import Inbox from '@lucide/svelte/icons/inbox';
import Settings from '@lucide/svelte/icons/settings';
import ListTodo from '@lucide/svelte/icons/list-todo';
import ListChecks from '@lucide/svelte/icons/list-checks';
import type { Me } from '#api/shapes.ts';
import { points } from '#ui/format/format.ts';
import { may_do } from './me.ts';
import type { TextKey } from '#ui/text/text.svelte.ts';

export interface Place {
  href: string;
  text: TextKey;
  /** Short name for the phone's bar. */
  short: TextKey;
  icon: Component<{ class?: string }>;
  /** The letter after `g`. */
  key: string;
  /** A figure beside the name; `work` figures are things that this person must do. */
  badge?: (me: Me) => { text: string; work: boolean } | null;
  on_phone: boolean;
  /** The right that the place needs. */
  right: string;
  /** Stands below a rule. */
  after_rule?: boolean;
}

const work = (count: number) => (count > 0 ? { text: String(count), work: true } : null);

export const places: Place[] = [
  { href: '/', text: 'place.cockpit', short: 'place.cockpit', icon: Gauge as never, key: 'd', on_phone: true, right: 'index_read' },
  {
    href: '/chi-so',
    text: 'place.index',
    short: 'place.index_short',
    icon: Flower as never,
    key: 'c',
    right: 'index_read',
    badge: (me) => (me.badges.index === null ? null : { text: points(me.badges.index), work: false }),
    on_phone: true,
  },
  { href: '/viec-cua-toi', text: 'place.my_work', short: 'place.my_work_short', icon: ListTodo as never, key: 'v', on_phone: true, right: 'plan_read' },
  {
    href: '/ke-hoach',
    text: 'place.plan',
    short: 'place.plan_short',
    icon: ListChecks as never,
    key: 'k',
    right: 'plan_read',
    badge: (me) => work(me.badges.plan),
    on_phone: true,
  },
  { href: '/mot-cua', text: 'place.desk', short: 'place.desk_short', icon: Inbox as never, key: 'm', on_phone: false, right: 'record_read' },
  { href: '/so-lieu', text: 'place.facts', short: 'place.facts', icon: Database as never, key: 's', on_phone: false, right: 'index_read' },
  {
    href: '/nhat-ky',
    text: 'place.audit',
    short: 'place.audit',
    icon: History as never,
    key: 'n',
    right: 'audit_read',
    on_phone: false,
    after_rule: true,
  },
  { href: '/cai-dat', text: 'place.settings', short: 'place.settings', icon: Settings as never, key: 't', on_phone: false, right: 'audit_read' },
];

/** Whether an address lies in a place. */
export function inside(place: Place, path: string): boolean {
  if (place.href === '/') return path === '/';
  const also: Record<string, string[]> = { '/so-lieu': ['/nhap-du-lieu'], '/ke-hoach': ['/viec', '/don-doc'], '/chi-so': ['/minh-chung', '/bo-tieu-chi', '/ket-qua-nam-truoc', '/cac-nam'] };
  return [place.href, ...(also[place.href] ?? [])].some((start) => path === start || path.startsWith(`${start}/`));
}

/** The places that a person may enter. */
export function open_to(me: Me): Place[] {
  return places.filter((place) => may_do(me, place.right));
}
