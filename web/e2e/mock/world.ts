/** What the mock knows, and how its answers change it. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { EvidencePage, FactEntry, ImportKind, ImportPreview, NewEvidenceRequest, Notice, Plan, Task, TaskEvent } from '../../api/shapes.ts';
import { Accounts } from './accounts.ts';
import { cockpit, me } from './cockpit.ts';
import { criterion, facts, tree } from './criteria.ts';
import { Requests } from './evidence_requests.ts';
import { FollowUps } from './follow_up.ts';
import { Imports } from './imports.ts';
import { document, people, plan } from './plans.ts';

interface Answer {
  status: number;
  body: unknown;
}
type Tell = (event: string, data: unknown) => void;
const ok = (body: unknown): Answer => ({ status: 200, body });
const problem = (status: number, code: string, title: string, detail: string, errors: unknown[] = []): Answer => ({
  status,
  body: { code, title, detail, status, errors, trace_id: 'm0ck' },
});
const copy = <T>(value: T): T => structuredClone(value);

const kinds_of_accounts = new Set(['sessions', 're-authenticate', 'password', 'second-factor', 'accounts', 'proposals', 'seats', 'settings']);

export class World {
  me = copy(me);
  accounts = new Accounts();
  follow_ups = new FollowUps();
  requests = new Requests();
  imports = new Imports();
  cockpit = copy(cockpit);
  facts = copy(facts);
  plan: Plan = plan();
  entries: Record<string, FactEntry[]> = {
    documents_on_paper: [
      { id: 'f2', measure: 'documents_on_paper', origin: 'attested', value: '112', as_of: '2024-10-01', note: 'Đếm lại trên sổ văn bản', entered_by: 'Phạm Minh Quân', entered_at: '2024-10-02T10:40:00+07:00', corrects: null, superseded: false, evidence: [] },
      { id: 'f1', measure: 'documents_on_paper', origin: 'attested', value: '130', as_of: '2024-09-01', note: 'Theo báo cáo tháng 8', entered_by: 'Phạm Minh Quân', entered_at: '2024-09-03T09:12:00+07:00', corrects: null, superseded: true, evidence: [] },
    ],
  };
  histories: Record<string, TaskEvent[]> = {
    't-PAR-1': [
      { at: '2024-10-11T15:20:00+07:00', by: 'Trần Văn Đức', text: 'Cập nhật tiến độ 79%: đã nộp báo cáo, chờ duyệt', note: '', evidence: [] },
      { at: '2024-04-02T08:00:00+07:00', by: 'Nguyễn Thị Huyền', text: 'Giao việc cho Trần Văn Đức', note: '', evidence: [] },
    ],
  };
  notices: Notice[] = Array.from({ length: 6 }, (_, at) => ({
    id: `n${at}`,
    text: ['Việc I.1 quá hạn 4 ngày', 'Tiêu chí 3.2 mất thêm 0,05 điểm', 'Việc I.6 được giao cho anh, chị', 'Cần nhập số liệu của tiêu chí 5.3', 'Tiêu chí 6.1 bắt đầu trượt', 'Kế hoạch 97/KH-UBND đã được nhập'][at]!,
    href: ['/viec/t-PAR-1', '/chi-so/3.2', '/viec/t-PAR-6', '/so-lieu?so_do=staff_files_incomplete', '/chi-so/6.1', '/ke-hoach/97'][at]!,
    at: `2024-10-${15 - at}T08:0${at}:00+07:00`,
    read: at === 5,
  }));
  evidence: Record<string, EvidencePage> = {};
  baseline: unknown = null;

  constructor() {
    for (const file of criterion('3.2')!.evidence) {
      this.evidence[file.id] = {
        ...file,
        added_by: 'Trần Văn Đức',
        added_at: '2024-10-10T10:00:00+07:00',
        proves: [{ kind: 'criterion', id: '3.2', title: '3.2. Hồ sơ giải quyết trước hạn, đúng hạn', href: '/chi-so/3.2' }],
      };
    }
  }

  /** The same person with an administrator's role. */
  become_admin(): void {
    this.me = { ...this.me, role: 'admin', rights: [...this.me.rights, 'person_manage', 'unit_manage'] };
  }

  task(id: string): Task | undefined {
    return this.plan.groups.flatMap((group) => group.tasks).find((task) => task.id === id);
  }

  answer(method: string, url: URL, raw: Buffer, headers: IncomingHttpHeaders, tell: Tell): Answer {
    const parts = url.pathname.split('/').slice(2).map(decodeURIComponent);
    const given = headers['content-type'] === 'application/json' && raw.length ? JSON.parse(raw.toString()) : {};
    const own = kinds_of_accounts.has(parts[0] ?? '') || (parts[0] === 'people' && method === 'POST');
    const account = own ? this.accounts.answer(method, parts, given) : undefined;
    if (account) return account;
    const found = method === 'GET' ? this.get(parts, url.searchParams) : this.post(parts, raw, headers, tell);
    return found ?? problem(404, 'not_found', 'Không tìm thấy', 'Có thể mục này đã bị xóa hoặc không thuộc đơn vị của anh, chị.');
  }

  get([kind, id]: string[], query: URLSearchParams): Answer | undefined {
    switch (kind) {
      case 'my-work':
        return ok(this.follow_ups.my_work(this.plan));
      case 'evidence-requests':
        return ok(this.requests.page(Number(query.get('year'))));
      case 'imports':
        return ok({ imports: this.imports.imports });
      case 'follow-up':
        return ok(this.follow_ups.follow_up(this.plan, query.get('week')));
      case 'me':
        return ok(this.me);
      case 'cockpit':
        return ok(this.cockpit);
      case 'index':
        return ok(id === 'history' ? this.cockpit.history : tree);
      case 'criteria': {
        const page = criterion(id ?? '');
        return page && ok(page);
      }
      case 'criteria-sets':
        return ok([{ year: 2024, id: tree.set, title: 'Bộ tiêu chí minh họa xã Phù Linh 2024', hash: 'c0ffee', assigned_at: '2024-01-02T08:00:00+07:00', illustrative: true }]);
      case 'facts':
        return ok(id === undefined ? this.facts : { measure: id, entries: this.entries[id] ?? [] });
      case 'baseline':
        return this.baseline === null ? undefined : ok(this.baseline);
      case 'plans':
        if (id === undefined) {
          return ok([{ id: '97', number: this.plan.number, title: this.plan.title, issued_on: this.plan.issued_on, tasks: 27, state: 'in_force' }]);
        }
        return id === '97' ? ok(this.plan) : undefined;
      case 'tasks': {
        const task = this.task(id ?? '');
        const closes_by = id === 't-PAR-8' ? { measure: 'procedures_unposted', text: 'Số thủ tục chưa niêm yết = 0' } : null;
        return task && ok({ ...task, history: this.histories[task.id] ?? [], closes_by });
      }
      case 'people':
        return ok(people);
      case 'bodies':
        return ok(this.accounts.roll.bodies);
      case 'evidence':
        return this.evidence[id ?? ''] && ok(this.evidence[id ?? '']);
      case 'notices':
        return ok(this.notices);
      case 'events':
        return ok({
          events: [
            { seq: 412, at: '2024-10-15T08:15:07+07:00', by: 'Hệ thống', text: 'Tính lại chỉ số: 91,42 điểm', subject: null },
            { seq: 411, at: '2024-10-11T15:20:00+07:00', by: 'Trần Văn Đức', text: 'Cập nhật tiến độ việc I.1: 79%', subject: { kind: 'task', id: 't-PAR-1' } },
          ],
          next: null,
        });
    }
    return undefined;
  }

  post(parts: string[], raw: Buffer, headers: IncomingHttpHeaders, tell: Tell): Answer | undefined {
    const [kind, id, deed] = parts;
    if (kind === 'evidence' && id === undefined) return this.add_evidence(raw, headers);
    if (kind === 'plans' && id === 'read') {
      if (raw.toString().includes('hỏng')) return problem(400, 'plan.no_table', 'Chưa đọc được kế hoạch', 'Văn bản không có bảng phụ lục nhiệm vụ. Kiểm tra lại tệp rồi tải lên lần nữa.');
      return ok(document);
    }
    if (kind === 'imports' && deed === undefined) return this.read_import(id as ImportKind, raw, headers);
    const body = JSON.parse(raw.toString() || '{}');
    if (kind === 'plans') return ok({ id: '97' });
    if (kind === 'facts') return this.enter(body, tell);
    if (kind === 'baseline') {
      if (Number(body.points) > Number(body.max)) {
        return problem(400, 'baseline.above_max', 'Chưa lưu được', 'Điểm lớn hơn điểm tối đa.', [{ field: 'points', code: 'above_max', detail: 'Điểm lớn hơn điểm tối đa 100.' }]);
      }
      this.baseline = body;
      tell('changed', { kind: 'baseline', id: '1' });
      return ok({});
    }
    if (kind === 'criteria-sets') {
      if (!(body.body as { criteria?: unknown }).criteria) {
        return problem(422, 'index.set_findings', 'Chưa nhập được', 'Bộ tiêu chí có chỗ sai.', [{ field: 'criteria', code: 'index.set_criteria', detail: 'Thiếu danh sách tiêu chí.' }]);
      }
      return ok({ year: Number(body.year), id: 'moi', title: 'Bộ mới', hash: 'beef', assigned_at: '2024-10-15T08:15:00+07:00', illustrative: false });
    }
    if (kind === 'notices') {
      const notice = this.notices.find((each) => each.id === id);
      if (notice && !notice.read) {
        notice.read = true;
        this.me.badges.notices--;
      }
      return ok({});
    }
    if (kind === 'evidence') {
      tell('changed', { kind: 'evidence', id });
      return ok({});
    }
    if (kind === 'criteria') {
      tell('changed', { kind: 'criterion', id });
      return ok({});
    }
    if (kind === 'evidence-requests') return this.request_deed(id, deed ?? '', body, tell);
    if (kind === 'imports') return this.import_deed(id ?? '', deed ?? '', body, tell);
    if (kind === 'extensions') {
      if (!this.follow_ups.decide(id ?? '', deed ?? '', this.plan)) return undefined;
      tell('changed', { kind: 'task', id: '0' });
      return ok({});
    }
    const task = kind === 'tasks' ? this.task(id ?? '') : undefined;
    if (!task) return undefined;
    if (deed === 'extension') {
      tell('changed', { kind: 'task', id: task.id });
      return ok(this.follow_ups.ask(task, body, this.me.person.name));
    }
    return this.do_task(task, deed ?? '', body, tell);
  }

  read_import(kind: ImportKind, raw: Buffer, headers: IncomingHttpHeaders): Answer {
    const name = decodeURIComponent(String(headers['x-file-name'] ?? 'tep'));
    if (!/\.(csv|xlsx)$/.test(name)) return problem(422, 'formats.unknown', 'Chưa đọc được tệp', 'Tệp này không phải bảng Excel hay CSV. Lưu lại thành .xlsx hoặc .csv rồi chọn lại.');
    const preview = this.imports.read(kind, name, raw.toString(), this.me.person.name);
    return preview ? ok(preview) : problem(409, 'intake.imported_already', 'Tệp này đã nhập', 'Tệp này đã được nhập trước đây. Hoàn tác đợt đó nếu muốn nhập lại.');
  }

  import_deed(id: string, deed: string, body: { columns: ImportPreview['columns']; accept_good: boolean }, tell: Tell): Answer | undefined {
    if (deed === 'mapping') {
      const preview = this.imports.map(id, body.columns);
      return preview && ok(preview);
    }
    const batch = this.imports.step(id, deed, body.accept_good);
    if (batch) tell('changed', { kind: 'import', id });
    return batch && ok(batch);
  }

  request_deed(id: string | undefined, deed: string, body: NewEvidenceRequest & { note: string; evidence: string[] }, tell: Tell): Answer | undefined {
    const by = this.me.person.name;
    const name = this.accounts.roll.bodies.find((each) => each.code === body.body)?.name ?? '';
    const found = id === undefined ? this.requests.ask(body, name, by) : this.requests.answer(id, deed, body, this.evidence, by);
    if (found) tell('changed', { kind: 'evidence_request', id: found.id });
    return found && ok(found);
  }

  do_task(task: Task, deed: string, body: { percent: number; note: string; reason: string; person_id: string; evidence: string[] }, tell: Tell): Answer {
    const texts: Record<string, string> = {
      progress: `Cập nhật tiến độ ${body.percent}%: ${body.note}`,
      assign: `Giao việc cho ${people.find((person) => person.id === body.person_id)?.name}`,
      close: `Xong: ${body.note}`,
      reopen: `Mở lại: ${body.reason}`,
    };
    if (deed === 'progress') {
      task.progress = body.percent;
      if (task.state === 'slow' && task.progress >= task.time_share) task.state = 'on_course';
    }
    if (deed === 'assign') task.assignee = people.find((person) => person.id === body.person_id) ?? null;
    if (deed === 'close') Object.assign(task, { state: 'done', progress: 100 });
    if (deed === 'reopen') Object.assign(task, { state: 'slow', progress: 90 });
    const evidence = (body.evidence ?? []).map((each) => this.evidence[each]!);
    (this.histories[task.id] ??= []).unshift({ at: '2024-10-15T08:20:00+07:00', by: this.me.person.name, text: texts[deed] ?? deed, note: '', evidence });
    tell('changed', { kind: 'task', id: task.id });
    if (deed === 'close') this.win(task.points_at_stake, task.criteria, tell);
    return ok({});
  }

  enter(body: { measure: string; value: string; as_of: string; note: string; evidence: string[]; corrects?: string }, tell: Tell): Answer {
    if (Number(body.value) < 0) {
      return problem(400, 'fact.negative', 'Chưa ghi được số liệu', 'Số âm không dùng cho số đếm.', [{ field: 'value', code: 'negative', detail: 'Số này không được âm. Nhập lại số đếm được.' }]);
    }
    const entries = (this.entries[body.measure] ??= []);
    for (const each of entries) each.superseded = true;
    const entry: FactEntry = {
      id: `f${entries.length + 3}`,
      measure: body.measure,
      origin: 'attested',
      value: body.value,
      as_of: body.as_of,
      note: body.note,
      entered_by: this.me.person.name,
      entered_at: '2024-10-15T08:21:00+07:00',
      corrects: body.corrects ?? null,
      superseded: false,
      evidence: body.evidence.map((each) => this.evidence[each]!),
    };
    entries.unshift(entry);
    const measure = this.facts.measures.find((each) => each.id === body.measure);
    if (measure) Object.assign(measure, { value: body.value, as_of: body.as_of, origin: 'attested', wanted: false });
    const before = this.cockpit.score.points;
    this.win(measure?.points_at_stake ?? '0', measure?.criteria ?? [], tell);
    return ok({ ...entry, score: { before, after: this.cockpit.score.points } });
  }

  /** The points of some criteria come back; every listener hears it. */
  win(points: string, criteria: string[], tell: Tell) {
    const { score } = this.cockpit;
    score.points = (Number(score.points) + Number(points)).toFixed(2);
    score.losing = (Number(score.losing) - Number(points)).toFixed(2);
    score.recoverable = (Number(score.recoverable) - Number(points)).toFixed(2);
    this.me.badges.index = score.points;
    this.cockpit.leaks = this.cockpit.leaks.filter((leak) => !criteria.includes(leak.code));
    tell('score', { year: 2024, points: score.points, earned: score.points, as_of: '2024-10-15T08:21:00+07:00', changed: criteria });
  }

  add_evidence(raw: Buffer, headers: IncomingHttpHeaders): Answer {
    const name = decodeURIComponent(String(headers['x-file-name'] ?? 'tep'));
    if (name.endsWith('.exe')) return problem(415, 'evidence.type', 'Chưa nhận tệp', 'Loại tệp này không dùng làm minh chứng. Dùng PDF, ảnh, Word hoặc Excel.');
    const sha256 = createHash('sha256').update(raw).digest('hex');
    const file = { id: `e-${sha256.slice(0, 8)}`, name, type: String(headers['content-type']), size: raw.length, sha256, checked: null, added_on: '2024-10-15' };
    this.evidence[file.id] = { ...file, added_by: this.me.person.name, added_at: '2024-10-15T08:20:00+07:00', proves: [] };
    return ok(file);
  }
}
