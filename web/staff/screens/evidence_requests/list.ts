/** Which requests for evidence a list shows, and in which order: open ones first, by their due day. */
import type { EvidenceRequest } from '#api/shapes.ts';

export const filters = ['waiting', 'late', 'supplied', 'explained', 'withdrawn'] as const;
export type Filter = (typeof filters)[number];

const tests: Record<Filter, (request: EvidenceRequest) => boolean> = {
  waiting: (request) => request.state === 'open',
  late: (request) => request.state === 'open' && request.due === 'overdue',
  supplied: (request) => request.state === 'supplied',
  explained: (request) => request.state === 'explained',
  withdrawn: (request) => request.state === 'withdrawn',
};

const answered_on = (request: EvidenceRequest) => request.answered_at ?? request.asked_at;

/** The requests of a filter and, where one is named, of a criterion; without a filter all of them. */
export function listed(requests: EvidenceRequest[], filter: string | null, code: string | null): EvidenceRequest[] {
  const test = tests[filter as Filter] ?? (() => true);
  return requests
    .filter((request) => test(request) && (!code || request.code === code))
    .sort((a, b) => {
      if ((a.state === 'open') !== (b.state === 'open')) return a.state === 'open' ? -1 : 1;
      return a.state === 'open' ? a.due_on.localeCompare(b.due_on) : answered_on(b).localeCompare(answered_on(a));
    });
}

export function count_of(requests: EvidenceRequest[], filter: Filter): number {
  return requests.filter(tests[filter]).length;
}
