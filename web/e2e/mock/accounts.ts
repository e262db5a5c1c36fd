/** The mock's accounts: one's own, and those of the unit, changed in memory. */
import type { Outcome, Proposal, Roll } from '../../api/shapes.ts';

interface Answer {
  status: number;
  body: unknown;
}
const ok = (body: unknown = {}): Answer => ({ status: 200, body });
const refused = (status: number, code: string, detail: string, field = ''): Answer => ({
  status,
  body: { code, title: 'Chưa làm được', detail, status, errors: field ? [{ field, code, detail }] : [], trace_id: 'm0ck' },
});
const nothing: Outcome = { proposal_id: null, link: null };
const link = { path: '/vao#moi-cap', ends_at: '2024-10-15T08:45:00+07:00' };
const codes = Array.from({ length: 10 }, (_, at) => `ABCD-EFGH-JK${at}M-NPQR`);

const account = (id: string, username: string, role: 'staff' | 'lead' | 'chair' | 'admin', second_factor = false) => ({
  id, username, role, state: 'open' as const, second_factor,
});
const seat = (id: string, body: string, body_name: string, role: 'staff' | 'lead' | 'chair') => ({
  id, body, body_name, role, from_on: '2024-01-02', to_on: null,
});

export class Accounts {
  proven = false;
  enrolled = false;
  required = false;
  sessions = [
    { id: 's1', started_at: '2024-10-15T07:40:00+07:00', last_seen_at: '2024-10-15T08:15:00+07:00', method: 'password', address: '203.0.113.0/24', browser: 'Chrome, Windows', current: true },
    { id: 's2', started_at: '2024-10-14T20:10:00+07:00', last_seen_at: '2024-10-14T21:02:00+07:00', method: 'link', address: '198.51.100.0/24', browser: 'Safari, iPhone', current: false },
  ];
  roll: Roll = {
    people: [
      { id: 'p1', name: 'Nguyễn Thị Huyền', position: 'Phó Chủ tịch UBND', left_on: null, me: true, seats: [], accounts: [account('a1', 'huyen', 'admin')] },
      { id: 'p2', name: 'Trần Văn Đức', position: 'Công chức Văn phòng – Thống kê', left_on: null, me: false, seats: [seat('t1', 'office_statistics', 'Văn phòng – Thống kê', 'lead')], accounts: [account('a2', 'duc.tv', 'lead')] },
      { id: 'p3', name: 'Phạm Minh Quân', position: 'Chủ tịch UBND', left_on: null, me: false, seats: [seat('t2', 'chair', 'Chủ tịch UBND xã', 'chair')], accounts: [account('a3', 'quan.pm', 'chair', true)] },
      { id: 'p4', name: 'Lê Thị Nghỉ', position: 'Công chức', left_on: '2024-08-31', me: false, seats: [], accounts: [] },
    ],
    bodies: [
      { code: 'office_statistics', name: 'Văn phòng – Thống kê', outside: false },
      { code: 'home_affairs_division', name: 'Phòng Nội vụ', outside: true },
    ],
    proposals: [],
  };

  answer(method: string, parts: string[], body: Record<string, string>): Answer | undefined {
    const [kind, id, act] = parts;
    if (method === 'GET') return this.get(kind ?? '', id);
    switch (kind) {
      case 're-authenticate':
        if (body.password !== 'dung' && body.totp !== '123456') return refused(422, 'identity.current_password', 'Mật khẩu hiện tại không đúng.', 'current');
        this.proven = true;
        return ok();
      case 'password':
        return body.current === 'sai' ? refused(422, 'identity.current_password', 'Mật khẩu hiện tại không đúng.', 'current') : ok();
      case 'sessions':
        this.sessions = this.sessions.filter((each) => each.current || (id !== 'end-others' && each.id !== id));
        return ok({ count: 1 });
      case 'second-factor':
        return this.second_factor(id, body);
      case 'settings':
        return this.guarded(() => {
          this.required = Boolean(body.second_factor_required);
          return ok(body);
        });
      case 'accounts':
        return id === undefined ? this.open_account(body) : this.change(id, act ?? '', body);
      case 'proposals':
        this.roll.proposals = this.roll.proposals.filter((each) => each.id !== id);
        return act === 'confirm' ? this.guarded(() => ok(nothing)) : ok();
      case 'seats':
        for (const person of this.roll.people) for (const each of person.seats) if (each.id === id) each.to_on = body.last_day ?? null;
        return ok();
      case 'people':
        return this.people(id, act, body);
      default:
        return undefined;
    }
  }

  private get(kind: string, id?: string): Answer | undefined {
    if (kind === 'sessions') return ok(this.sessions);
    if (kind === 'second-factor') return ok({ enrolled: this.enrolled, since: this.enrolled ? '2024-10-15T08:15:00+07:00' : null, recovery_codes_left: 10, required: this.required });
    if (kind === 'accounts' && id === undefined) return ok(this.roll);
    if (kind === 'settings') {
      return ok({ code: '00400', name: 'UBND xã Phù Linh', short_name: 'xã Phù Linh', level: 'commune', valid_from: '2000-01-01', settings: { second_factor_required: this.required } });
    }
    return undefined;
  }

  private guarded(deed: () => Answer): Answer {
    return this.proven ? deed() : refused(403, 'identity.reauth_needed', 'Việc này cần xác thực lại.');
  }

  private second_factor(act: string | undefined, body: Record<string, string>): Answer {
    if (act === undefined) return this.guarded(() => ok({ secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', address: 'otpauth://totp/Sen', qr_size: 29, qr_path: 'M4 4h7v1h-7zM18 4h7v1h-7zM4 24h7v1h-7z' }));
    if (act === 'confirm') {
      if (body.code !== '123456') return refused(422, 'identity.factor_code', 'Mã chưa khớp.', 'code');
      this.enrolled = true;
      return ok({ recovery_codes: codes });
    }
    return this.guarded(() => {
      if (act === 'remove') this.enrolled = false;
      return ok({ recovery_codes: codes });
    });
  }

  private open_account(body: Record<string, string>): Answer {
    const person = this.roll.people.find((each) => each.id === body.person_id);
    if (person === undefined) return refused(404, 'identity.person_unknown', 'Không có người này.');
    const id = `a${this.roll.people.length + 10}`;
    person.accounts.push({ ...account(id, body.username ?? '', 'staff'), state: 'no_password' as never });
    return { status: 201, body: { id, proposal_id: body.role === 'admin' ? this.propose(id, 'role', 'admin') : null } };
  }

  private change(id: string, act: string, body: Record<string, string>): Answer {
    const person = this.roll.people.find((each) => each.accounts.some((one) => one.id === id));
    const found = person?.accounts.find((one) => one.id === id);
    if (!found) return refused(404, 'identity.account_unknown', 'Không có tài khoản này.');
    if (act === 'close') {
      found.state = 'closed';
      return ok();
    }
    if (act === 'link') return ok(found.role === 'chair' ? { ...nothing, proposal_id: this.propose(id, 'link', null) } : { ...nothing, link });
    return this.guarded(() => {
      if (act !== 'role') return ok(nothing);
      if (body.role === 'auditor') return ok({ ...nothing, proposal_id: this.propose(id, 'role', 'auditor') });
      found.role = body.role as never;
      return ok(nothing);
    });
  }

  private propose(account_id: string, kind: Proposal['kind'], role: Proposal['role']): string {
    const person = this.roll.people.find((each) => each.accounts.some((one) => one.id === account_id))!;
    const id = `d${this.roll.proposals.length + 1}`;
    this.roll.proposals.push({ id, kind, username: '', person: person.name, role, asked_by: 'Nguyễn Thị Huyền', asked_at: '2024-10-15T08:15:00+07:00', mine: true });
    return id;
  }

  private people(id: string | undefined, act: string | undefined, body: Record<string, string>): Answer | undefined {
    if (id === undefined) {
      const made = { id: `p${this.roll.people.length + 1}`, name: body.name ?? '', position: body.position ?? '', left_on: null, me: false, seats: [], accounts: [] };
      this.roll.people.push(made);
      return { status: 201, body: { id: made.id, proposal_id: null } };
    }
    const person = this.roll.people.find((each) => each.id === id);
    if (!person) return undefined;
    if (act === 'leave') person.left_on = body.last_day ?? null;
    if (act === 'seats') person.seats.push({ ...seat(`t${person.seats.length + 20}`, body.body ?? '', 'Văn phòng – Thống kê', body.role as never), from_on: body.from_on ?? '' });
    return { status: act === 'seats' ? 201 : 200, body: { id: 't9' } };
  }
}
