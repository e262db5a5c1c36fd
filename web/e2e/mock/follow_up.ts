/** One's own work, the week's urging and requests for more time in the mock, made from its plan. */
import type { Day, FollowUp, MyTask, MyWork, Plan, Task } from '../../api/shapes.ts';

type Waiting = NonNullable<MyTask['extension']>;
const today = '2024-10-15';
const week_end = '2024-10-20';
// The tasks of the person who is signed in, with the days that the groups of the page need.
const mine: Record<string, Day> = {
  't-PAR-1': '2024-10-11', 't-PAR-8': '2024-10-15', 't-PAR-6': '2024-10-18', 't-PAR-12': '2024-10-25', 't-SIPAS-3': '2024-12-31',
};

export class FollowUps {
  // I.13 waits for an answer from the beginning.
  waiting: Record<string, Waiting> = {
    't-PAR-13': { id: 'x1', due_wanted: '2025-01-31', reason: 'Chờ số liệu của Chi cục Thống kê, có trong tháng 1/2025.', asked_by: 'Đỗ Thị Lan' },
  };

  private my_task(task: Task): MyTask {
    return { ...task, due_on: mine[task.id] ?? task.due_on, plan_number: '97/KH-UBND', extension: this.waiting[task.id] ?? null };
  }

  my_work(plan: Plan): MyWork {
    const all = tasks_of(plan);
    const own = all.filter((task) => mine[task.id] && task.state !== 'done').map((task) => this.my_task(task));
    const later = own.filter((task) => task.due_on! > week_end);
    return {
      as_of: '2024-10-15T08:15:07+07:00',
      date: today,
      week_end,
      overdue: own.filter((task) => task.due_on! < today),
      today: own.filter((task) => task.due_on === today),
      this_week: own.filter((task) => task.due_on! > today && task.due_on! <= week_end),
      later,
      next: later[0] ? { id: later[0].id, title: later[0].title, due_on: later[0].due_on! } : null,
      facts: [{ measure: 'documents_on_paper', label: 'Văn bản còn xử lý giấy', criteria: ['7.2'], points_at_stake: '1.00', href: '/so-lieu?so_do=documents_on_paper' }],
      evidence: [{ id: 'r1', code: '2.2', wanted: 'Biên bản tự kiểm tra văn bản quý III', due_on: '2024-10-11', overdue_days: 4 }],
      approvals: all.filter((task) => this.waiting[task.id]).map((task) => this.my_task(task)),
    };
  }

  ask(task: Task, body: { due_on: Day; reason: string }, by: string): unknown {
    this.waiting[task.id] = { id: `x-${task.id}`, due_wanted: body.due_on, reason: body.reason, asked_by: by };
    return { id: `x-${task.id}`, task_id: task.id, due_before: task.due_on, due_wanted: body.due_on, reason: body.reason, state: 'waiting' };
  }

  /** Whether the request stood; an approved one moves the task's day. */
  decide(id: string, deed: string, plan: Plan): boolean {
    const found = Object.entries(this.waiting).find(([, waiting]) => waiting.id === id);
    if (!found) return false;
    const task = tasks_of(plan).find((each) => each.id === found[0]);
    if (deed === 'approve' && task) task.due_on = found[1].due_wanted;
    delete this.waiting[found[0]];
    return true;
  }

  follow_up(plan: Plan, week: string | null): FollowUp {
    const urged = (task: Task) => ({
      id: task.id, stt: task.stt, group: task.group, title: task.title, lead: task.lead, due_on: task.due_on, overdue_days: task.overdue_days,
      progress: task.progress, points_at_stake: task.points_at_stake, outside: task.outside, reminded_at: task.state === 'overdue' ? '2024-10-14T08:00:00+07:00' : null,
    });
    const all = tasks_of(plan).filter((task) => task.state === 'overdue' || task.state === 'slow');
    const names = [...new Set(all.map(lead_of))];
    const bodies = names.map((name, at) => {
      const own = all.filter((task) => lead_of(task) === name);
      const points = own.reduce((sum, task) => sum + Number(task.points_at_stake), 0).toFixed(2);
      return {
        code: `b${at}`, name, person: own[0]!.assignee?.name ?? '', outside: false, points_at_stake: points,
        overdue: own.filter((task) => task.state === 'overdue').map(urged), due: [], slow: own.filter((task) => task.state === 'slow').map(urged),
      };
    });
    const outside = tasks_of(plan).find((task) => task.outside)!;
    return {
      week_on: week ?? '2024-10-14',
      made_at: week ? `${week}T07:00:00+07:00` : null,
      bodies: [
        ...bodies,
        { code: 'home_affairs_division', name: 'Phòng Nội vụ', person: 'Trần Văn Đức', outside: true, points_at_stake: '0', overdue: [], due: [{ ...urged(outside), outside: true, due_on: '2024-10-18' }], slow: [] },
      ],
      weeks: ['2024-10-14', '2024-10-07', '2024-09-30'],
      reminders: [{ at: '2024-10-14T08:00:00+07:00', task_id: 't-PAR-1', stt: '1', title: plan.groups[0]!.tasks[0]!.title, due_on: '2024-10-11', step: 'late', people: ['Trần Văn Đức', 'Nguyễn Thị Huyền'] }],
      source: 'Lập theo thời hạn của Kế hoạch 97/KH-UBND và các lần cập nhật tiến độ.',
    };
  }
}

const lead_of = (task: Task): string => task.lead.replace(/^[-\s]+/, '');
const tasks_of = (plan: Plan): Task[] => plan.groups.flatMap((group) => group.tasks);
