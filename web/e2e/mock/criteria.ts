/** Criteria, facts and the tree of the mock; they agree with the figures of cockpit.ts. */
import type { Criterion, Facts, IndexCriterion, IndexTree } from '../../api/shapes.ts';
import { cockpit, fields } from './cockpit.ts';

const names: Record<string, [string, string, string][]> = {
  // field: [code, name, maximum]
  1: [['1.1', 'Hoàn thành nhiệm vụ của kế hoạch cải cách hành chính', '6'], ['1.2', 'Báo cáo định kỳ đúng hạn', '4'], ['1.3', 'Tuyên truyền cải cách hành chính', '5']],
  2: [['2.1', 'Rà soát văn bản quy phạm pháp luật', '4'], ['2.2', 'Tự kiểm tra văn bản', '4']],
  3: [['3.1', 'Công khai thủ tục hành chính', '4'], ['3.2', 'Hồ sơ giải quyết trước hạn, đúng hạn', '3'], ['3.3', 'Cơ sở vật chất bộ phận một cửa', '5'], ['3.6', 'Niêm yết thủ tục mới công bố', '4'], ['3.7', 'Xử lý phản ánh, kiến nghị', '4']],
  4: [['4.1', 'Sắp xếp tổ chức bộ máy', '7']],
  5: [['5.1', 'Bố trí theo vị trí việc làm', '6'], ['5.3', 'Hồ sơ công chức trên CSDL quốc gia', '6']],
  6: [['6.1', 'Thực hiện công khai tài chính', '2'], ['6.2', 'Giải ngân vốn đầu tư công', '6']],
  7: [['7.1', 'Dịch vụ công trực tuyến', '6'], ['7.2', 'Xử lý văn bản trên môi trường mạng', '5'], ['7.4', 'Trang thông tin điện tử', '4']],
  8: [['8.1', 'Chỉ tiêu phát triển kinh tế – xã hội', '5'], ['8.2', 'Mức độ hài lòng của người dân', '10']],
};

/** Shares a field's figures among its criteria so that the sums agree. */
function criteria_of(field: (typeof fields)[number]): IndexCriterion[] {
  const own = names[field.code] ?? [];
  const leaks = cockpit.leaks.filter((leak) => leak.code.startsWith(`${field.code}.`));
  let not_due = Number(field.not_due);
  return own.map(([code, name, max]): IndexCriterion => {
    const leak = leaks.find((found) => found.code === code);
    const recoverable = Number(leak?.recoverable ?? 0);
    const gone = Number(leak?.gone ?? 0);
    const waits = leak ? 0 : Math.min(not_due, Number(max));
    not_due -= waits;
    return {
      code,
      name,
      field: field.code,
      group: '',
      owner: leak?.owner ?? { body: 'Văn phòng – Thống kê', body_code: 'office_statistics', person: null },
      state: 'scored',
      live_state: leak ? 'losing' : waits > 0 ? 'not_due' : 'earned',
      points: (Number(max) - recoverable - gone - waits).toFixed(2),
      max_points: Number(max).toFixed(2),
      lost: (recoverable + gone).toFixed(2),
      recoverable: recoverable.toFixed(2),
      gone: gone.toFixed(2),
      not_due: waits.toFixed(2),
      missing: [],
      missing_points: '0',
      steps: [],
      baseline_points: code === '6.1' ? '2.00' : null,
    };
  });
}

export const tree: IndexTree = {
  set: 'phu-linh-2024-illustrative',
  index: '91.42',
  title: 'Bộ tiêu chí minh họa xã Phù Linh 2024',
  year: 2024,
  as_of: cockpit.as_of,
  illustrative: true,
  points: '91.42',
  total: '100',
  groups: [],
  earned: '91.42',
  applicable: '100',
  class: 'Xuất sắc',
  fields,
  criteria: fields.flatMap(criteria_of),
};

const dossiers: [string, string, string, string][] = [
  ['241007-0031', 'Đăng ký khai sinh', 'Hẹn 08/10 17:00, trả 10/10 09:20 – trễ 1 ngày 1 giờ. Chờ chữ ký.', '2024-10-10'],
  ['241003-0018', 'Xác nhận tình trạng hôn nhân', 'Hẹn 07/10 17:00, trả 09/10 16:05 – trễ 1 ngày 7 giờ. Chờ xác minh.', '2024-10-09'],
  ['240926-0044', 'Chứng thực chữ ký', 'Hẹn 26/09 17:00, trả 27/09 08:40 – trễ 40 phút. Hết giờ.', '2024-09-27'],
  ['240919-0012', 'Đăng ký lại khai sinh', 'Hẹn 25/09 17:00, trả 30/09 10:15 – trễ 2 ngày 2 giờ. Chờ xác minh.', '2024-09-30'],
  ['240912-0027', 'Trợ cấp xã hội hằng tháng', 'Hẹn 20/09 17:00, trả 24/09 14:30 – trễ 1 ngày 5 giờ. Họp chậm.', '2024-09-24'],
];

const timely: Partial<Criterion> = {
  lost: '0.82',
  recoverable: '0.20',
  gone: '0.62',
  points: '2.18',
  change_this_week: '0.01',
  owner: { body: 'Văn phòng – Thống kê', body_code: 'office_statistics', person: null },
  rule: {
    type: 'linear_between',
    chart: {
      kind: 'linear',
      points: [{ x: '95', y: '0' }, { x: '100', y: '3' }],
      here: { x: '98.6378205', y: '2.18' },
      then: { x: '98.97', y: '2.38' },
      x_unit: 'percent',
    },
  },
  steps: [
    { text: 'Hồ sơ đã đến hạn trả, 01/01 – 15/10/2024', operands: 'một cửa, tính lúc 08:15:07', value: '1.248 hồ sơ', shown: '1.248 hồ sơ', links: [{ measure: 'dossiers_due', label: 'Hồ sơ đã đến hạn trả', value: '1248' }] },
    { text: 'Trả trước hạn hoặc đúng hạn', operands: '1.248 − 17 hồ sơ quá hạn', value: '1.231 hồ sơ', shown: '1.231 hồ sơ', links: [{ measure: 'dossiers_on_time', label: 'Trả trước hạn hoặc đúng hạn', value: '1231' }] },
    { text: 'Tỷ lệ đúng hạn', operands: '1.231 ÷ 1.248 × 100', value: '98,6378205%', shown: '98,6378205%', links: [] },
    { text: 'Vượt mốc tối thiểu 95%', operands: '(98,6378205 − 95) ÷ (100 − 95)', value: '0,7275641', shown: '0,7275641', links: [] },
    { text: 'Nhân với điểm tối đa 3,00', operands: '3 × 0,7275641', value: '2,1826923', shown: '2,1826923', links: [] },
    { text: 'Điểm tạm tính, làm tròn 2 chữ số', operands: 'mất 3,00 − 2,18 = 0,82 điểm', value: '2,18', shown: '2,18', links: [] },
  ],
  losses: [
    ...dossiers.map(([id, title, detail, on], at) => ({
      title: `${id} · ${title}`,
      detail,
      points: at === 0 ? '0.06' : '0.05',
      kind: 'late' as const,
      subject: { kind: 'dossier', id },
      on,
      href: null,
    })),
    { title: '12 hồ sơ quá hạn khác', detail: 'Từ 08/01 đến 30/08/2024', points: '0.56', kind: 'record', subject: null, on: null, href: null },
  ],
  what_if: {
    measure: 'dossiers_late',
    label: 'Dự kiến còn 402 hồ sơ; quá hạn thêm',
    now: '0',
    step_points: '0.036',
    options: Array.from({ length: 13 }, (_, at) => ({ value: String(at), points: (2.38 - 0.0364 * at).toFixed(2) })),
  },
  tasks: [
    { id: 't-PAR-7', group: 'I', stt: '7', title: 'Tham mưu công tác CC TTHC và thực hiện cơ chế một cửa, một cửa liên thông', progress: 74, state: 'slow' },
    { id: 't-SIPAS-2', group: 'II', stt: '2', title: 'Chỉ số hài lòng về TTHC', progress: 88, state: 'on_course' },
  ],
  evidence: [
    { id: 'e1', name: 'Bảng 1.248 hồ sơ, chốt tự động.csv', type: 'text/csv', size: 182_400, sha256: 'b0f1'.repeat(16), checked: 'match', added_on: '2024-10-15' },
    { id: 'e2', name: 'Báo cáo KSTTHC quý III-2024.pdf', type: 'application/pdf', size: 912_000, sha256: 'c3d2'.repeat(16), checked: 'signed', added_on: '2024-10-05' },
    { id: 'e3', name: '16 thư xin lỗi đã gửi.pdf', type: 'application/pdf', size: 402_000, sha256: 'a7e9'.repeat(16), checked: 'complete', added_on: '2024-10-10' },
  ],
  evidence_wanted: ['Thư xin lỗi của hồ sơ 240912-0027'],
};

/** The page of one criterion, or undefined when the set has none. */
export function criterion(code: string): Criterion | undefined {
  const at = tree.criteria.findIndex((found) => found.code === code);
  const own = tree.criteria[at];
  if (!own) return undefined;
  const field = fields.find((found) => found.code === own.field)!;
  const leak = cockpit.leaks.find((found) => found.code === code);
  const plain: Criterion = {
    code,
    name: own.name,
    field: { code: field.code, name: field.name },
    set: { id: tree.set, title: 'Bộ tiêu chí minh họa xã Phù Linh 2024', status: 'synthetic' },
    illustrative: true,
    year: 2024,
    live_state: own.live_state,
    points: own.points,
    max_points: own.max_points,
    lost: own.lost,
    recoverable: own.recoverable,
    gone: own.gone,
    not_due: '0',
    missing: '0',
    change_this_week: '0',
    as_of: cockpit.as_of,
    owner: own.owner,
    previous: tree.criteria[at - 1]?.code ?? null,
    next: tree.criteria[at + 1]?.code ?? null,
    baseline: own.baseline_points ? { year: 2023, points: own.baseline_points } : null,
    rule: { type: 'checklist', chart: { kind: 'none', points: [], here: null, then: null, x_unit: '' } },
    steps: [
      { text: 'Nội dung phải làm', operands: 'bộ tiêu chí, bản 3', value: '5', shown: '5', links: [] },
      { text: 'Điểm tạm tính, làm tròn 2 chữ số', operands: `${own.max_points} − ${own.lost}`, value: own.points.replace('.', ','), shown: own.points.replace('.', ','), links: [] },
    ],
    measures: [
      { id: `measure_${code.replace('.', '_')}`, label: `Số liệu của tiêu chí ${code}`, type: 'count', unit: '', value: '4', origin: 'attested', as_of: '2024-10-01', enterable: true, entries: 1 },
    ],
    losses: leak
      ? [{ title: leak.title, detail: leak.reason, points: own.lost, kind: 'unmet_condition', subject: null, on: null, href: leak.action.href }]
      : [],
    what_if: null,
    tasks: [],
    evidence: [],
    evidence_wanted: leak ? ['Báo cáo kết quả có ký số'] : [],
  };
  if (code !== '3.2') return plain;
  return {
    ...plain,
    ...timely,
    measures: [
      { id: 'dossiers_due', label: 'Hồ sơ đã đến hạn trả', type: 'count', unit: 'hồ sơ', value: '1248', origin: 'counted', as_of: cockpit.as_of, enterable: false, entries: 0 },
      { id: 'dossiers_on_time', label: 'Trả trước hạn hoặc đúng hạn', type: 'count', unit: 'hồ sơ', value: '1231', origin: 'counted', as_of: cockpit.as_of, enterable: false, entries: 0 },
    ],
  };
}

const measure = (
  id: string,
  label: string,
  unit: string,
  value: string | null,
  origin: Facts['measures'][number]['origin'],
  enterable: boolean,
  criteria: string[],
  points_at_stake: string,
  wanted = false,
) => ({ id, label, type: 'count' as const, unit, value, origin, as_of: value === null ? null : '2024-10-01', enterable, criteria, points_at_stake, wanted, entries: value === null ? 0 : 1 });

export const facts: Facts = {
  year: 2024,
  period: { start: '2024-01-01', end: '2024-12-31', closed: false },
  measures: [
    measure('documents_on_paper', 'Văn bản còn xử lý giấy', 'văn bản', '112', 'attested', true, ['7.2'], '1.00', true),
    measure('site_sections_stale', 'Chuyên mục trang thông tin chưa cập nhật', 'chuyên mục', '6', 'attested', true, ['7.4'], '0.40', true),
    measure('socioeconomic_targets_met', 'Chỉ tiêu kinh tế – xã hội có số liệu quý III', 'chỉ tiêu', '12', 'attested', true, ['8.1'], '0.30', true),
    measure('staff_files_incomplete', 'Công chức chưa đủ hồ sơ trên CSDL quốc gia', 'người', null, null, true, ['5.3'], '0.20', true),
    measure('investment_disbursed', 'Vốn đầu tư công đã giải ngân', 'đồng', '4200000000', 'imported', true, ['6.2'], '0.50'),
    measure('reports_on_time', 'Báo cáo định kỳ gửi đúng hạn', 'báo cáo', '9', 'attested', true, ['1.2'], '0'),
    measure('dossiers_due', 'Hồ sơ đã đến hạn trả', 'hồ sơ', '1248', 'counted', false, ['3.2'], '0.82'),
    measure('dossiers_on_time', 'Hồ sơ trả trước hạn hoặc đúng hạn', 'hồ sơ', '1231', 'counted', false, ['3.2'], '0.82'),
    measure('satisfaction', 'Tỷ lệ hài lòng của người dân', '%', '93.4', 'surveyed', false, ['8.2'], '0'),
  ],
};
