/** Names of what is kept from the server, so that a change on the server finds what it makes stale. */
export type QueryKey = readonly (string | number)[];

export const keys = {
  me: ['me'] as const,
  cockpit: (year: number) => ['cockpit', year] as const,
  index: (year: number) => ['index', year] as const,
  criterion: (code: string, year: number) => ['criterion', code, year] as const,
  facts: (year: number) => ['facts', year] as const,
  fact: (measure: string, year: number) => ['fact', measure, year] as const,
  baseline: (year: number) => ['baseline', year] as const,
  sets: ['sets'] as const,
  years: ['years'] as const,
  plans: ['plans'] as const,
  plan: (id: string) => ['plan', id] as const,
  plan_closing: (id: string) => ['plan', id, 'closing'] as const,
  task: (id: string) => ['task', id] as const,
  my_work: ['my_work'] as const,
  follow_up: (week: string) => ['follow_up', week] as const,
  evidence_requests: (year: number) => ['evidence_requests', year] as const,
  imports: ['imports'] as const,
  record_type: (type: string) => ['record_type', type] as const,
  promise: (type: string, procedure: string, one_case: string) => ['promise', type, procedure, one_case] as const,
  records: (type: string, view: string) => ['records', type, view] as const,
  record_counts: (type: string) => ['records', 'counts', type] as const,
  record_statistics: (from: string, to: string) => ['records', 'statistics', from, to] as const,
  record: (id: string) => ['record', id] as const,
  people: ['people'] as const,
  bodies: ['bodies'] as const,
  evidence: (id: string) => ['evidence', id] as const,
  notices: ['notices'] as const,
  events: (kind: string, id: string) => ['events', kind, id] as const,
};

/** What a `score` message makes stale: everything that shows points, and the named criteria. */
export function stale_after_score(changed?: string[]): QueryKey[] {
  const criteria: QueryKey[] = changed ? changed.map((code) => ['criterion', code] as const) : [['criterion']];
  return [keys.me, ['cockpit'], ['index'], ['facts'], ['plan'], keys.my_work, ...criteria];
}

/** What a `changed` message about one thing makes stale. */
export function stale_after_change(kind: string, id: string): QueryKey[] {
  switch (kind) {
    case 'task':
      return [keys.task(id), keys.my_work, ['follow_up'], ['plan'], ['plans'], ['cockpit'], ['criterion'], keys.me];
    case 'plan':
      return [['plan'], keys.plans, ['follow_up'], ['cockpit'], keys.my_work, keys.me];
    case 'fact':
    case 'measure':
      return [['facts'], ['fact'], ['criterion']];
    case 'evidence':
      return [keys.evidence(id), ['criterion'], ['task'], keys.my_work];
    case 'evidence_request':
      return [['evidence_requests'], ['criterion'], ['evidence'], keys.my_work];
    case 'import':
      return [keys.imports, ['facts'], ['fact'], ['criterion'], ['index'], ['cockpit'], ['plan'], ['task'], keys.people, ['roll'], keys.me];
    case 'criterion':
      return [['criterion'], ['index'], ['cockpit']];
    case 'record':
      return [id && id !== '0' ? keys.record(id) : ['record'], ['records']];
    case 'notice':
      return [keys.notices, keys.me];
    case 'period':
    case 'baseline':
    case 'criteria_set':
      return [keys.years, ['baseline'], ['sets'], ['cockpit'], ['index'], ['criterion'], ['facts']];
    default:
      return [[kind]];
  }
}
