/** The overview of the mock: one consistent example, as on the mock-ups of the design. */
import type { Cockpit, Me } from '../../api/shapes.ts';

export const me: Me = {
  person: { id: 'p1', name: 'Nguyễn Thị Huyền', position: 'Phó Chủ tịch UBND', initials: 'NH' },
  role: 'lead',
  rights: [
    'index_read', 'fact_enter', 'fact_enter_any', 'baseline_import', 'criteria_set_load', 'plan_read', 'plan_adopt', 'task_assign',
    'task_progress', 'task_close', 'evidence_add', 'evidence_read', 'notice_read', 'audit_read',
  ],
  unit: { id: 'u1', name: 'UBND xã Phù Linh', short_name: 'Phù Linh' },
  year: 2024,
  today: '2024-10-15',
  now: '2024-10-15T08:15:07+07:00',
  demo: true,
  illustrative: true,
  may_set_password: false,
  must_enrol: false,
  languages: ['vi', 'en'],
  badges: { index: '91.42', plan: 2, notices: 5 },
};

const field = (
  code: string,
  name: string,
  short_name: string,
  points: string,
  max_points: string,
  losing: string,
  recoverable: string,
  not_due: string,
) => ({
  code,
  name,
  short_name,
  points,
  max_points,
  losing,
  recoverable,
  gone: (Number(losing) - Number(recoverable)).toFixed(2),
  not_due,
  missing: '0',
});

export const fields = [
  field('1', 'Công tác chỉ đạo, điều hành cải cách hành chính', 'Chỉ đạo, điều hành', '13.70', '15', '0.80', '0.80', '0.50'),
  field('2', 'Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật', 'Văn bản QPPL', '7.60', '8', '0.15', '0.15', '0.25'),
  field('3', 'Thủ tục hành chính, một cửa', 'TTHC, một cửa', '18.62', '20', '1.02', '0.40', '0.36'),
  field('4', 'Cải cách tổ chức bộ máy', 'Tổ chức bộ máy', '7.00', '7', '0', '0', '0'),
  field('5', 'Cải cách chế độ công vụ', 'Chế độ công vụ', '11.40', '12', '0.20', '0.20', '0.40'),
  field('6', 'Cải cách tài chính công', 'Tài chính công', '7.50', '8', '0', '0', '0.50'),
  field('7', 'Xây dựng chính quyền điện tử, chính quyền số', 'Chính quyền số', '13.10', '15', '1.40', '1.40', '0.50'),
  field('8', 'Tác động đến người dân và phát triển kinh tế – xã hội', 'Tác động KT – XH', '12.50', '15', '0.30', '0.30', '2.20'),
];

type Leak = Cockpit['leaks'][number];
const leak = (
  code: string,
  recoverable: string,
  title: string,
  reason: string,
  body: string,
  due: [Leak['due'], string, number],
  action: Leak['action'],
): Leak => ({
  code,
  recoverable,
  gone: code === '3.2' ? '0.62' : '0',
  title,
  reason,
  owner: { body, body_code: null, person: null },
  due: due[0],
  due_on: due[1],
  due_days: due[2],
  action,
  task_id: null,
});

const leaks: Leak[] = [
  leak('7.2', '1.00', 'Xử lý văn bản trên mạng đạt 81,4%, cần 95%', '112 văn bản còn xử lý giấy, ở 5 công chức', 'Văn hóa thông tin', ['later', '2024-10-25', 10], { kind: 'remind', label: 'Nhắc 5 công chức', href: '/viec/t-PAR-12' }),
  leak('1.1', '0.80', '2 nhiệm vụ của Quyết định 38/QĐ-UBND quá hạn', 'Báo cáo đã nộp từ 11/10, chờ đồng chí duyệt', 'Văn phòng – Thống kê', ['overdue', '2024-10-11', -4], { kind: 'open_task', label: 'Mở việc 1', href: '/viec/t-PAR-1' }),
  leak('7.4', '0.40', '6 chuyên mục trang thông tin chưa cập nhật', 'Quá 30 ngày; tháng 10 chưa phân công người đăng', 'Văn hóa thông tin', ['later', '2024-10-20', 5], { kind: 'assign', label: 'Giao việc', href: '/viec/t-PAR-9?lam=giao' }),
  leak('8.1', '0.30', '2/14 chỉ tiêu kinh tế – xã hội thiếu số liệu quý III', 'Phiếu số liệu gửi ngày 01/10, chưa trả lời', 'Tài chính – ngân sách', ['soon', '2024-10-18', 3], { kind: 'enter_fact', label: 'Nhập số liệu', href: '/so-lieu?so_do=socioeconomic_targets_met' }),
  leak('3.2', '0.20', '17 hồ sơ đã quá hạn, 4 hồ sơ sắp hết hạn', 'Giữ đúng hạn từ nay: từ 2,18 lên 2,38 điểm', 'Một cửa', ['today', '2024-10-15', 0], { kind: 'open_criterion', label: 'Mở tiêu chí 3.2', href: '/chi-so/3.2' }),
  leak('3.6', '0.20', '3 thủ tục mới công bố chưa niêm yết', 'Công bố ngày 08/10, hạn niêm yết 5 ngày làm việc', 'Văn phòng – Thống kê', ['today', '2024-10-15', 0], { kind: 'assign', label: 'Giao niêm yết', href: '/viec/t-PAR-8?lam=giao' }),
  leak('5.3', '0.20', '3 công chức chưa bổ sung hồ sơ CSDL quốc gia', 'Thiếu quá trình đào tạo, mức lương', 'Văn phòng – Thống kê', ['later', '2024-10-31', 16], { kind: 'remind', label: 'Nhắc 3 người', href: '/viec/t-PAR-10' }),
  leak('2.2', '0.15', 'Chưa có biên bản tự kiểm tra văn bản quý III', 'Việc số 6 của Kế hoạch 97 mới đạt 66%', 'Tư pháp xã', ['later', '2024-10-22', 7], { kind: 'attach_evidence', label: 'Nộp minh chứng', href: '/viec/t-PAR-6?lam=minh-chung' }),
];

const course = [79.1, 79.8, 81, 81.6, 83.4, 84, 85.2, 86.6, 87.9, 88.8, 90.1, 89.6, 90.3, 90.9, 91.24];
const marks = ['04-01', '04-15', '05-01', '05-16', '06-01', '06-16', '07-01', '07-16', '08-01', '08-16', '09-01', '09-11', '09-21', '10-02', '10-14'];

export const cockpit: Cockpit = {
  unit: { id: 'u1', name: 'UBND xã Phù Linh' },
  year: 2024,
  as_of: '2024-10-15T08:15:07+07:00',
  illustrative: true,
  set: { id: 'phu-linh-2024-illustrative', title: 'Bộ tiêu chí minh họa xã Phù Linh 2024', status: 'illustrative' },
  computed_from: { events: 1248, evidence_files: 386, tasks: 27 },
  score: {
    points: '91.42',
    max: '100',
    change_since_yesterday: '0.18',
    not_due: '4.71',
    losing: '3.87',
    recoverable: '3.25',
    gone: '0.62',
    missing: '0',
  },
  forecast: {
    pace: '95.47',
    all_done: '98.72',
    on: '2024-12-31',
    last_year: { year: 2023, points: '93.86', rank: 2, of: 26 },
  },
  history: [
    ...marks.map((mark, at) => ({ date: `2024-${mark}`, points: course[at]!.toFixed(2) })),
    { date: '2024-10-15', points: '91.42' },
  ],
  fields,
  leaks,
  gone_note: { points: '0.62', codes: ['3.2'] },
  today: [
    { kind: 'overdue_tasks', count: 1, title: 'Việc quá hạn', note: 'Việc I.1, quá 4 ngày', href: '/ke-hoach/97?trang_thai=overdue', tone: 'danger' },
    { kind: 'due_today', count: 2, title: 'Tiêu chí hết hạn hôm nay', note: '3.2 và 3.6', href: '/chi-so?loc=dang-mat', tone: 'warn' },
    { kind: 'facts_wanted', count: 4, title: 'Số liệu cần nhập', note: 'Giữ 1,15 điểm', href: '/so-lieu?loc=can-nhap', tone: 'warn' },
    { kind: 'unassigned', count: 2, title: 'Việc chưa giao người', note: 'Việc 8 và 9', href: '/ke-hoach/97?xem=bang', tone: 'plain' },
    { kind: 'notices', count: 5, title: 'Thông báo chưa đọc', note: 'Cũ nhất từ 11/10/2024', href: '/thong-bao', tone: 'plain' },
  ],
  alarms: [
    { code: '6.1', name: 'Thực hiện công khai tài chính', baseline_points: '2.00', points: '1.90', max_points: '2.00', since: '2024-10-02' },
  ],
};
