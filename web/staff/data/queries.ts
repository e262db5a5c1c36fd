/** One function for each thing read from the server: its name and how it is fetched. */
import { body_of, client, problem_of } from '#api/client.ts';
import { keys } from './keys.ts';

/** Everything that is read by one name. */
export const queries = {
  me: () => ({ queryKey: keys.me, queryFn: () => body_of(client.GET('/api/me')) }),
  cockpit: (year: number) => ({
    queryKey: keys.cockpit(year),
    queryFn: () => body_of(client.GET('/api/cockpit', { params: { query: { year } } })),
  }),
  index: (year: number) => ({
    queryKey: keys.index(year),
    queryFn: () => body_of(client.GET('/api/index', { params: { query: { year } } })),
  }),
  criterion: (code: string, year: number) => ({
    queryKey: keys.criterion(code, year),
    queryFn: () => body_of(client.GET('/api/criteria/{code}', { params: { path: { code }, query: { year } } })),
  }),
  facts: (year: number) => ({
    queryKey: keys.facts(year),
    queryFn: () => body_of(client.GET('/api/facts', { params: { query: { year } } })),
  }),
  fact: (measure: string, year: number) => ({
    queryKey: keys.fact(measure, year),
    queryFn: () => body_of(client.GET('/api/facts/{measure}', { params: { path: { measure }, query: { year } } })),
  }),
  baseline: (year: number) => ({
    queryKey: keys.baseline(year),
    queryFn: () => body_of(client.GET('/api/baseline', { params: { query: { year } } })),
  }),
  sets: () => ({ queryKey: keys.sets, queryFn: () => body_of(client.GET('/api/criteria-sets')) }),
  years: () => ({ queryKey: keys.years, queryFn: () => body_of(client.GET('/api/years')) }),
  plans: () => ({ queryKey: keys.plans, queryFn: () => body_of(client.GET('/api/plans')) }),
  plan: (id: string) => ({
    queryKey: keys.plan(id),
    queryFn: () => body_of(client.GET('/api/plans/{id}', { params: { path: { id } } })),
  }),
  plan_closing: (id: string) => ({
    queryKey: keys.plan_closing(id),
    queryFn: () => body_of(client.GET('/api/plans/{id}/closing', { params: { path: { id } } })),
  }),
  task: (id: string) => ({
    queryKey: keys.task(id),
    queryFn: () => body_of(client.GET('/api/tasks/{id}', { params: { path: { id } } })),
  }),
  record_type: (type: string) => ({
    queryKey: keys.record_type(type),
    queryFn: () => body_of(client.GET('/api/record-types/{type}', { params: { path: { type } } })),
  }),
  promise: (type: string, procedure: string, one_case: string) => ({
    queryKey: keys.promise(type, procedure, one_case),
    queryFn: () =>
      body_of(client.GET('/api/record-types/{type}/promise', { params: { path: { type }, query: { procedure, ...(one_case ? { case: one_case } : {}) } } })),
  }),
  record_counts: (type: string) => ({
    queryKey: keys.record_counts(type),
    queryFn: () => body_of(client.GET('/api/record-counts/{type}', { params: { path: { type } } })),
  }),
  record_statistics: (from: string, to: string) => ({
    queryKey: keys.record_statistics(from, to),
    queryFn: () => body_of(client.GET('/api/record-statistics', { params: { query: { from, to } } })),
  }),
  record: (id: string) => ({
    queryKey: keys.record(id),
    queryFn: () => body_of(client.GET('/api/records/{id}', { params: { path: { id } } })),
  }),
  people: () => ({ queryKey: keys.people, queryFn: () => body_of(client.GET('/api/people')) }),
  my_work: () => ({ queryKey: keys.my_work, queryFn: () => body_of(client.GET('/api/my-work')) }),
  follow_up: (week: string | undefined) => ({
    queryKey: keys.follow_up(week ?? ''),
    queryFn: () => body_of(client.GET('/api/follow-up', { params: { query: week ? { week } : {} } })),
  }),
  evidence_requests: (year: number) => ({
    queryKey: keys.evidence_requests(year),
    queryFn: () => body_of(client.GET('/api/evidence-requests', { params: { query: { year } } })),
  }),
  imports: () => ({ queryKey: keys.imports, queryFn: () => body_of(client.GET('/api/imports')) }),
  bodies: () => ({ queryKey: keys.bodies, queryFn: () => body_of(client.GET('/api/bodies')) }),
  evidence: (id: string) => ({
    queryKey: keys.evidence(id),
    queryFn: () => body_of(client.GET('/api/evidence/{id}', { params: { path: { id } } })),
  }),
  notices: () => ({ queryKey: keys.notices, queryFn: () => body_of(client.GET('/api/notices')) }),
};

export type RecordView = 'soon' | 'late' | 'ready' | 'paused' | 'open' | 'all';

/** Records of a type in one view, page after page. */
export function records_query(type: string, view: RecordView) {
  return {
    queryKey: keys.records(type, view),
    initialPageParam: '',
    queryFn: ({ pageParam }: { pageParam: string }) =>
      body_of(client.GET('/api/records', { params: { query: { type, view, ...(pageParam ? { after: pageParam } : {}) } } })),
    getNextPageParam: (last: { next: string | null }) => last.next,
  };
}

/** The log, page after page; of everything or of one subject. */
export function audit_query(kind: string, id: string) {
  return {
    queryKey: keys.events(kind, id),
    initialPageParam: '',
    queryFn: ({ pageParam }: { pageParam: string }) =>
      body_of(
        client.GET('/api/events', {
          params: {
            query: {
              ...(pageParam ? { before: Number(pageParam) } : {}),
              ...(kind ? { subject_kind: kind, subject_id: id } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (last: { next: string | number | null }) => (last.next === null ? undefined : String(last.next)),
  };
}

/** Retries only what may pass by itself: the network, and a server that is busy. */
export function worth_retrying(count: number, error: unknown): boolean {
  const { status, offline } = problem_of(error);
  return count < 2 && (offline || status === 502 || status === 503 || status === 504);
}
