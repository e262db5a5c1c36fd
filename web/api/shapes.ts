/**
 * The wire shapes that the staff app reads and writes, as `docs/api.md` names them.
 * Points, percentages and ids are strings; dates are `YYYY-MM-DD`; instants RFC 3339 with `+07:00`.
 */

import type { components } from './schema.ts';

type Schemas = components['schemas'];

/** Points as a decimal string, for instance `"91.42"`. */
export type Points = string;
/** A day, `YYYY-MM-DD`. */
export type Day = string;
/** An instant, RFC 3339 with `+07:00`. */
export type Moment = string;

export type Me = Schemas['Me'];

export type LiveState =
  | 'earned'
  | 'losing'
  | 'gone'
  | 'not_due'
  | 'missing'
  | 'not_applicable'
  | 'not_known_below_province';

export type Owner = Schemas['Owner'];

export type IndexField = Schemas['Field'];

export type Due = 'overdue' | 'today' | 'soon' | 'later' | 'none';
export type ActionKind = 'enter_fact' | 'open_task' | 'assign' | 'remind' | 'attach_evidence' | 'open_criterion';

export type Leak = Schemas['Leak'];

export type TodayItem = Schemas['Today'];

export type Alarm = Schemas['Alarm'];

export type HistoryPoint = Schemas['DayPoints'];

export interface SetRef {
  id: string;
  title: string;
  status?: string;
  version?: string;
}

/** A set as it scores a year. */
export type SetInUse = Schemas['Assignment'];

export type YearPeriod = Schemas['YearPeriod'];

export type Year = Schemas['Year'];

export type LastYear = Schemas['LastYear'];

export type Cockpit = Schemas['Cockpit'];

export type IndexCriterion = Schemas['IndexCriterion'];

export type IndexTree = Schemas['Index'];

export type ScalePoint = Schemas['ChartPoint'];

export type Step = Schemas['Step'];

export type Origin = 'counted' | 'attested' | 'imported' | 'surveyed';

export type CriterionMeasure = Schemas['Measure'];

export type Loss = Schemas['Loss'];

export type TaskState = 'overdue' | 'slow' | 'on_course' | 'not_due' | 'done';

export type EvidenceRef = Schemas['Evidence'];

export type Criterion = Schemas['Criterion'];

export type Measure = Schemas['FactListItem'];

export type Facts = Schemas['FactList'];

export type FactEntry = Schemas['FactEntry'];

export type FactHistory = Schemas['FactEntries'];

export type NewFact = Schemas['FactInput'];

export type Recorded = FactEntry & { score: { before: Points; after: Points } };

export type Baseline = Schemas['Baseline'];

export interface Finding {
  where: string;
  message: string;
}

export type PlanRef = Schemas['PlanListItem'];

export type Target = Schemas['Target'];

export type Task = Schemas['Task'];

export type TaskGroup = Schemas['Group'];

export type Plan = Schemas['Plan'];

export type TaskEvent = Schemas['TaskEvent'];

export type TaskPage = Task & {
  plan_id?: string;
  plan_number?: string;
  evidence?: EvidenceRef[];
  history: TaskEvent[];
  closes_by: { measure: string; text: string } | null;
};

export type Person = Schemas['Colleague'];

export type EvidencePage = Schemas['EvidencePage'];

export type Notice = Schemas['Notice'];

export type AuditEvent = Schemas['Event'];

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
export type OwnSession = Schemas['Session'];

export type SecondFactor = Schemas['Factor'];

export type FactorOffer = Schemas['Offer'];

export type Seat = Schemas['Seat'];

export type Role = 'staff' | 'lead' | 'chair' | 'appraiser' | 'admin' | 'auditor';

export type Account = Schemas['Account'];

export type PersonRow = Schemas['PersonRow'];

export type Proposal = Schemas['Proposal'];

export type Roll = Schemas['People'];

/** What became of an act that may take two people. */
export type Outcome = Schemas['Outcome'];

export type UnitSettings = Schemas['UnitSettings'];

export type MyTask = Schemas['MyTask'];

export type MyWork = Schemas['MyWork'];

export type UrgedBody = Schemas['UrgedBody'];

export type EvidenceRequest = Schemas['Request'];

export type EvidenceRequests = Schemas['Requests'];

export type NewEvidenceRequest = Schemas['NewRequest'];

export type ImportBatch = Schemas['Batch'];

export type ImportKind = ImportBatch['kind'];

export type ImportPreview = Schemas['Preview'];

export type FollowUp = Schemas['FollowUp'];

export type RecordRow = Schemas['RecordRow'];
export type RecordList = Schemas['Records'];
export type RecordPage = Schemas['Record'];
export type RecordAction = Schemas['RecordAction'];
export type RecordClock = Schemas['RecordClock'];
export type RecordLetter = Schemas['RecordLetter'];
export type RecordType = Schemas['RecordType'];
export type Procedure = Schemas['Procedure'];
export type Promised = Schemas['Promise'];
export type DueStep = Schemas['DueStep'];
export type NewRecord = Schemas['OpenRecord'];
export type NewAct = Schemas['Act'];
export type Applicant = Schemas['Applicant'];

export type PlanClosing = Schemas['Closing'];
export type PlanOutcome = Schemas['PlanOutcome'];
