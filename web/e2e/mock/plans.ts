/** The plan of the mock: the 27 tasks of the seed plan with the states of the mock-up. */
import { readFileSync } from 'node:fs';
import type { Plan, PlanDocument, Task, TaskState } from '../../api/shapes.ts';

const read = JSON.parse(readFileSync(new URL('plan.json', import.meta.url), 'utf8'));

// [progress, state, points at stake, criteria] in the order of the rows.
type Row = [number, TaskState, string, string[]];
const rows: Row[] = [
  [79, 'overdue', '0.80', ['1.1']],
  [100, 'done', '0', []],
  [76, 'on_course', '0', ['1.3']],
  [100, 'done', '0', []],
  [10, 'not_due', '0', ['8.2']],
  [66, 'slow', '0.15', ['2.2']],
  [74, 'slow', '0.20', ['3.2']],
  [97, 'slow', '0.20', ['3.6']],
  [58, 'slow', '0.40', ['7.4']],
  [70, 'slow', '0.20', ['5.3']],
  [75, 'on_course', '0', ['6.2']],
  [62, 'slow', '1.00', ['7.2']],
  [68, 'slow', '0.30', ['8.1']],
  [100, 'done', '0', []],
  ...[88, 81, 80, 78, 74, 76, 83, 79, 75, 82, 77, 72, 73].map((progress): Row => [progress, 'on_course', '0', []]),
];

function task(at: number): Task {
  const source = read.tasks[at];
  const [progress, state, points_at_stake, criteria] = rows[at]!;
  return {
    id: `t-${source.group}-${source.stt}`,
    stt: String(source.stt),
    group: source.group,
    title: source.content,
    content: source.content,
    solution: source.solution,
    lead: source.lead,
    coordinating: source.coordinating,
    deadline_text: source.deadline_text,
    due_on: at === 0 ? '2024-10-11' : (source.deadline.end ?? null),
    recurring: source.deadline.recurring,
    progress,
    time_share: 72,
    state,
    overdue_days: state === 'overdue' ? 4 : 0,
    points_at_stake,
    criteria,
    assignee: at === 7 || at === 8 ? null : { id: `p${2 + (at % 4)}`, name: people[1 + (at % 4)]!.name },
    targets:
      at === 0
        ? [{ text: 'Hoàn thành 100% nhiệm vụ', measure: 'plan_tasks_completed_pct', wanted: '100%', now: '79%', met: false }]
        : at === 4
          ? [{ text: 'Hài lòng từ 95% trở lên', measure: 'satisfaction', wanted: '95%', now: '93,4%', met: false }]
          : [],
    outside: source.lead === 'Phòng Nội vụ',
  };
}

export const people = [
  { id: 'p1', name: 'Nguyễn Thị Huyền', position: 'Phó Chủ tịch UBND', body: 'UBND xã' },
  { id: 'p2', name: 'Trần Văn Đức', position: 'Công chức', body: 'Văn phòng – Thống kê' },
  { id: 'p3', name: 'Lê Thu Hà', position: 'Công chức', body: 'Tư pháp – Hộ tịch' },
  { id: 'p4', name: 'Phạm Minh Quân', position: 'Công chức', body: 'Văn hóa – Xã hội' },
  { id: 'p5', name: 'Đỗ Thị Lan', position: 'Công chức', body: 'Tài chính – ngân sách' },
];

const roman: Record<string, string> = { PAR: 'I', SIPAS: 'II', PAPI: 'III' };

export function plan(): Plan {
  const tasks: Task[] = read.tasks.map((_: unknown, at: number) => task(at));
  const counts = { overdue: 0, slow: 0, on_course: 0, not_due: 0, done: 0 };
  for (const each of tasks) counts[each.state]++;
  return {
    id: '97',
    state: 'in_force',
    number: '97/KH-UBND',
    title: read.header.title,
    issuer: read.header.issuer,
    issued_on: read.header.signed_date,
    as_of: '2024-10-15T08:15:07+07:00',
    counts,
    mean_progress: 76,
    time_share: 72,
    recoverable: '3.25',
    groups: read.groups.map((group: { code: string; title: string; count: number }) => ({
      code: group.code,
      roman: roman[group.code] ?? '',
      title: group.title,
      count: group.count,
      tasks: tasks.filter((each) => each.id.startsWith(`t-${group.code}-`)),
    })),
    duties: [
      { id: 'd1', section: '1. Tăng cường lãnh đạo, chỉ đạo, điều hành', text: 'Xây dựng, ban hành và công khai quy trình nội tại đơn vị', owner: 'Văn phòng – Thống kê', state: 'open' },
      { id: 'd2', section: '1. Tăng cường lãnh đạo, chỉ đạo, điều hành', text: 'Tiếp công dân; giải quyết kiến nghị, phản ánh; không để khiếu nại, tố cáo quá hạn', owner: 'UBND xã', state: 'open' },
    ],
    documents: [
      { number: '9018/QĐ-UBND', title: 'Công bố Chỉ số cải cách hành chính năm 2023' },
      { number: '61/2018/NĐ-CP', title: 'Cơ chế một cửa, một cửa liên thông' },
    ],
    recipients: read.recipients,
  };
}

export const document: PlanDocument = {
  header: read.header,
  sections: [],
  task_groups: read.task_groups,
  referenced_documents: read.referenced_documents,
  recipients: read.recipients,
  appendix: {
    title: read.title,
    columns: read.columns,
    groups: read.groups,
    tasks: read.tasks.map((source: Record<string, never>) => ({
      ...source,
      stt: String(source.stt),
    group: source.group,
      lead: { text: source.lead },
      coordinating: { text: source.coordinating },
    })),
  },
  problems: [
    { line: 126, message: '“Chi đạo” có thể là “Chỉ đạo”.', found: 'Chi đạo', proposal: 'Chỉ đạo' },
    { line: 126, message: '“Phú Linh” khác tên đơn vị “Phù Linh”.', found: 'Phú Linh', proposal: 'Phù Linh' },
    { line: 126, message: '“Văn phòng Thống Kế” có thể là “Văn phòng – Thống kê”.', found: 'Văn phòng Thống Kế', proposal: 'Văn phòng – Thống kê' },
    { line: 137, message: '“phần đầu” có thể là “phấn đấu”.', found: 'phần đầu', proposal: 'phấn đấu' },
    { line: 139, message: 'Nhóm SIPAS không in số La Mã; giữ thứ tự II.', found: '', proposal: '' },
  ],
};
