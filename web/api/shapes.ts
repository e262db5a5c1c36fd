/**
 * The wire shapes that the staff app reads and writes, as `docs/api.md` names them.
 * Points, percentages and ids are strings; dates are `YYYY-MM-DD`; instants RFC 3339 with `+07:00`.
 */

/** Points as a decimal string, for instance `"91.42"`. */
export type Points = string;
/** A day, `YYYY-MM-DD`. */
export type Day = string;
/** An instant, RFC 3339 with `+07:00`. */
export type Moment = string;

export interface Me {
  person: { id: string; name: string; position: string; initials: string };
  role: string;
  /** `fact_enter`, `task_assign` … what this person may do. */
  rights: string[];
  unit: { id: string; name: string; short_name: string };
  year: number;
  today: Day;
  now: Moment;
  demo: boolean;
  illustrative: boolean;
  /** A second factor comes first; everything else is refused. */
  must_enrol?: boolean;
  /** Came by a set-up link: chooses a password without an old one. */
  may_set_password?: boolean;
  languages: string[];
  badges: { index: Points | null; plan: number; notices: number };
}

export type LiveState =
  | 'earned'
  | 'losing'
  | 'gone'
  | 'not_due'
  | 'missing'
  | 'not_applicable'
  | 'not_known_below_province';

export interface Owner {
  body: string;
  person?: string | null;
}

export interface IndexField {
  code: string;
  name: string;
  short_name: string;
  points: Points;
  max_points: Points;
  losing: Points;
  recoverable: Points;
  gone: Points;
  not_due: Points;
  missing: Points;
}

export type Due = 'overdue' | 'today' | 'soon' | 'later' | 'none';
export type ActionKind = 'enter_fact' | 'open_task' | 'assign' | 'remind' | 'attach_evidence' | 'open_criterion';

export interface Leak {
  code: string;
  recoverable: Points;
  gone: Points;
  title: string;
  reason: string;
  owner: Owner | null;
  due_on: Day | null;
  due: Due;
  due_days: number;
  action: { kind: ActionKind; label: string; href: string };
  task_id: string | null;
}

export interface TodayItem {
  kind: string;
  count: number;
  title: string;
  note: string;
  href: string;
  tone: 'danger' | 'warn' | 'plain';
}

export interface Alarm {
  code: string;
  name: string;
  baseline_points: Points;
  points: Points;
  max_points?: Points;
  since: Day | null;
}

export interface HistoryPoint {
  date: Day;
  points: Points;
}

export interface SetRef {
  id: string;
  title: string;
  status?: string;
  version?: string;
}

/** A set as it scores a year. */
export interface SetInUse {
  year: number;
  id: string;
  title: string;
  hash: string;
  assigned_at: Moment;
  illustrative: boolean;
}

export interface YearPeriod {
  start: Day;
  end: Day;
  closed_at: Moment | null;
  /** The score when it was closed. */
  closed_points: Points | null;
  reason: string;
}

export interface Year {
  year: number;
  set: SetRef | null;
  period: YearPeriod;
  points: Points | null;
  max: Points | null;
  fields: { code: string; name: string; points: Points; max_points: Points }[];
  official: { points: Points; max: Points; rank: number | null; of: number | null; decision: string } | null;
  illustrative: boolean;
}

export interface LastYear {
  year: number;
  points: Points;
  rank: number | null;
  of: number | null;
}

export interface Cockpit {
  unit: { id: string; name: string; short_name?: string };
  year: number;
  as_of: Moment;
  illustrative: boolean;
  set: SetRef | null;
  computed_from: { events: number; evidence_files: number; tasks: number };
  score: {
    points: Points;
    max: Points;
    change_since_yesterday: Points;
    not_due: Points;
    losing: Points;
    recoverable: Points;
    gone: Points;
    missing: Points;
  };
  forecast: { pace: Points; all_done: Points; on: Day; last_year: LastYear | null } | null;
  history: HistoryPoint[];
  fields: IndexField[];
  leaks: Leak[];
  gone_note: { points: Points; codes: string[] } | null;
  today: TodayItem[];
  alarms: Alarm[];
}

export interface IndexCriterion {
  code: string;
  name: string;
  field: string;
  group: string;
  owner: Owner | null;
  state: 'scored' | 'missing' | 'not_applicable' | 'not_due';
  live_state: LiveState;
  points: Points;
  max_points: Points;
  lost: Points;
  recoverable: Points;
  gone: Points;
  baseline_points: Points | null;
}

export interface IndexTree {
  set: string;
  index: Points | null;
  earned: Points;
  applicable: Points;
  class: string | null;
  fields: IndexField[];
  criteria: IndexCriterion[];
}

export interface ScalePoint {
  x: string;
  y: Points;
}

export interface Step {
  text: string;
  operands: string;
  /** Exact; `shown` is how it is printed when that differs. */
  value: string;
  shown?: string;
  links: { measure: string; label: string; value: string | null }[];
}

export type Origin = 'counted' | 'attested' | 'imported' | 'surveyed';

export interface CriterionMeasure {
  id: string;
  label: string;
  type: string;
  value: string | null;
  origin: Origin | null;
  as_of: Moment | Day | null;
  enterable: boolean;
  entries: number;
}

export interface Loss {
  title: string;
  detail: string;
  points: Points;
  kind: 'record' | 'missing_evidence' | 'missing_fact' | 'unmet_condition' | 'late';
  subject: { kind: string; id: string } | null;
  on: Day | null;
  href: string | null;
}

export type TaskState = 'overdue' | 'slow' | 'on_course' | 'not_due' | 'done';

export interface EvidenceRef {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  checked?: 'match' | 'signed' | 'complete' | null;
  added_on?: Day;
}

export interface Criterion {
  code: string;
  name: string;
  field: { code: string; name: string };
  set: SetRef;
  illustrative: boolean;
  live_state: LiveState;
  points: Points;
  max_points: Points;
  lost: Points;
  recoverable: Points;
  gone: Points;
  change_this_week: Points;
  as_of: Moment;
  owner: Owner | null;
  previous: string | null;
  next: string | null;
  baseline: { year: number; points: Points } | null;
  rule: {
    type: string;
    chart: {
      kind: 'linear' | 'bands' | 'steps' | 'none';
      points: ScalePoint[];
      here: ScalePoint | null;
      then: ScalePoint | null;
      /** `percent` or `value`. */
      x_unit: string;
    };
  };
  steps: Step[];
  measures: CriterionMeasure[];
  losses: Loss[];
  what_if: {
    measure: string;
    label: string;
    now: string;
    step_points: Points;
    options: { value: string; points: Points }[];
  } | null;
  tasks: { id: string; group: string; stt: string; title: string; progress: number; state: TaskState }[];
  evidence: EvidenceRef[];
  evidence_wanted: string[];
}

export interface Measure {
  id: string;
  label: string;
  type: string;
  unit: string;
  value: string | null;
  origin: Origin | null;
  as_of: Moment | Day | null;
  enterable: boolean;
  criteria: string[];
  points_at_stake: Points;
  wanted: boolean;
}

export interface Facts {
  year: number;
  period: { start: Day; end: Day; closed: boolean };
  measures: Measure[];
}

export interface FactEntry {
  id: string;
  value: string;
  as_of: Day;
  note: string;
  entered_by: string;
  entered_at: Moment;
  corrects: string | null;
  superseded: boolean;
  evidence: EvidenceRef[];
}

export interface FactHistory {
  measure: string;
  entries: FactEntry[];
}

export interface NewFact {
  measure: string;
  value: string;
  as_of: Day;
  note: string;
  evidence: string[];
  corrects?: string;
}

export type Recorded = FactEntry & { score: { before: Points; after: Points } };

export interface Baseline {
  year: number;
  points: Points;
  max: Points;
  rank: number | null;
  of: number | null;
  decision: string;
  criteria: { code: string; points: Points }[];
}

export interface Finding {
  where: string;
  message: string;
}

export interface PlanRef {
  id: string;
  number: string;
  title: string;
  issued_on: Day;
  tasks: number;
  state: string;
}

export interface Target {
  text: string;
  measure: string | null;
  wanted: string;
  now: string | null;
  met: boolean | null;
}

export interface Task {
  id: string;
  stt: string;
  title: string;
  content: string;
  solution: string;
  lead: string;
  coordinating: string;
  deadline_text: string;
  due_on: Day | null;
  recurring: boolean;
  progress: number;
  time_share: number;
  state: TaskState;
  overdue_days: number;
  points_at_stake: Points;
  criteria: string[];
  assignee: { id: string; name: string } | null;
  targets: Target[];
  outside: boolean;
}

export interface TaskGroup {
  code: string;
  roman: string;
  title: string;
  count: number;
  tasks: Task[];
}

export interface Plan {
  id: string;
  number: string;
  title: string;
  issuer: string;
  issued_on: Day;
  as_of: Moment;
  counts: Record<TaskState, number>;
  mean_progress: number;
  time_share: number;
  recoverable: Points;
  groups: TaskGroup[];
  duties: { id: string; section: string; text: string; owner: string; state: string }[];
  documents: { number: string; title: string }[];
  recipients: string[];
}

export interface TaskEvent {
  at: Moment;
  by: string;
  text: string;
  note?: string;
  evidence: EvidenceRef[];
}

export type TaskPage = Task & {
  plan_id?: string;
  plan_number?: string;
  evidence?: EvidenceRef[];
  history: TaskEvent[];
  closes_by: { measure: string; text: string } | null;
};

export interface Person {
  id: string;
  name: string;
  position: string;
  body: string;
}

export interface EvidencePage extends EvidenceRef {
  added_by: string;
  added_at: Moment;
  proves: { kind: string; id: string; title: string; href: string }[];
}

export interface Notice {
  id: string;
  text: string;
  href: string;
  at: Moment;
  read: boolean;
}

export interface AuditEvent {
  seq: number | string;
  at: Moment;
  by: string;
  text: string;
  subject: { kind: string; id: string } | null;
}

/** Shape A: a plan as it was read, and as a person corrected it. */
export interface PlanDocument {
  header: { number: string; issuer: string; signed_date: Day | null; title: string };
  sections: unknown[];
  task_groups: { title: string; tasks: string[] }[];
  referenced_documents: unknown[];
  recipients: string[];
  appendix: {
    title: string;
    columns: string[];
    groups: { code: string; roman_printed: string; title: string; count: number }[];
    tasks: ReadTask[];
  };
  problems: ReadProblem[];
}

export interface ReadTask {
  group: string;
  stt: string;
  content: string;
  solution: string;
  lead: { text: string; bodies?: string[]; outside?: boolean };
  coordinating: { text: string; bodies?: string[] };
  product?: string;
  deadline_text: string;
  deadline: { kind: string; start: Day | null; end: Day | null; recurring: boolean };
  targets: { measure: string | null; op: string; value: number | string; unit: string; basis?: string }[];
  source_line: number;
}

/** The n-th problem is accepted by the id `p<n>`, counted from 1. */
export interface ReadProblem {
  line: number;
  message: string;
  /** The words at fault, verbatim; empty when none can be replaced. */
  found: string;
  /** What to write instead; empty when a person has to decide. */
  proposal: string;
}

/** One line of "where am I signed in". */
export interface OwnSession {
  id: string;
  started_at: Moment;
  last_seen_at: Moment;
  method: 'password' | 'link';
  address: string;
  browser: string;
  current: boolean;
}

export interface SecondFactor {
  enrolled: boolean;
  since: Moment | null;
  recovery_codes_left: number;
  required: boolean;
}

export interface FactorOffer {
  secret: string;
  address: string;
  qr_size: number;
  qr_path: string;
}

export interface Seat {
  id: string;
  body: string;
  body_name: string;
  role: Role;
  from_on: Day;
  to_on: Day | null;
}

export type Role = 'staff' | 'lead' | 'chair' | 'appraiser' | 'admin' | 'auditor';

export interface Account {
  id: string;
  username: string;
  role: Role;
  state: 'open' | 'closed' | 'no_password';
  second_factor: boolean;
}

export interface PersonRow {
  id: string;
  name: string;
  position: string;
  left_on: Day | null;
  me: boolean;
  seats: Seat[];
  accounts: Account[];
}

export interface Proposal {
  id: string;
  kind: 'role' | 'link' | 'second_factor';
  username: string;
  person: string;
  role: Role | null;
  asked_by: string;
  asked_at: Moment;
  mine: boolean;
}

export interface Roll {
  people: PersonRow[];
  bodies: { code: string; name: string; outside: boolean }[];
  proposals: Proposal[];
}

/** What became of an act that may take two people. */
export interface Outcome {
  proposal_id: string | null;
  link: { path: string; ends_at: Moment } | null;
}

export interface UnitSettings {
  code: string;
  name: string;
  short_name: string;
  level: string;
  valid_from: Day;
  settings: { second_factor_required: boolean };
}
