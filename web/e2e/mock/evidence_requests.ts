/** Evidence on request in the mock, changed in memory. */
import type { EvidencePage, EvidenceRequest, EvidenceRequests, NewEvidenceRequest } from '../../api/shapes.ts';

const request = (id: string, code: string, wanted: string, more: Partial<EvidenceRequest>): EvidenceRequest => ({
  id, code, wanted, body: 'Văn phòng – Thống kê', body_code: 'office_statistics', due_on: '2024-10-31', due: 'later', state: 'open', asked_by: 'Nguyễn Thị Huyền',
  asked_at: '2024-10-04T08:10:00+07:00', answered_by: null, answered_at: null, answer: '', evidence: [], ...more,
});

export class Requests {
  requests: EvidenceRequest[] = [
    request('r1', '2.2', 'Biên bản tự kiểm tra văn bản quý III', { due_on: '2024-10-11', due: 'overdue' }),
    request('r2', '7.4', 'Ảnh chụp 6 chuyên mục trang thông tin điện tử sau khi cập nhật', { due_on: '2024-10-17', due: 'soon' }),
    request('r3', '1.1', 'Báo cáo kết quả thực hiện Quyết định 38/QĐ-UBND', {
      state: 'supplied', due: 'none', due_on: '2024-10-10', answered_by: 'Trần Văn Đức', answered_at: '2024-10-09T15:00:00+07:00',
      evidence: [{ id: 'e1', name: 'bao-cao-38.pdf', type: 'application/pdf', size: 120_000, sha256: 'ab'.repeat(32), checked: 'match', added_on: '2024-10-09' }],
    }),
    request('r4', '5.3', 'Quyết định cử đi đào tạo năm 2024', {
      state: 'explained', due: 'none', due_on: '2024-10-12', answered_by: 'Trần Văn Đức', answered_at: '2024-10-12T09:00:00+07:00', answer: 'Năm 2024 chưa có lớp nào; kế hoạch đào tạo của cấp trên đến quý IV.',
    }),
  ];

  page(year: number): EvidenceRequests {
    return {
      year,
      requests: this.requests,
      completeness: [
        { code: '1.1', name: 'Thực hiện nhiệm vụ được giao', wanted: 1, files: 1, requests_open: 0 },
        { code: '2.2', name: 'Tự kiểm tra văn bản', wanted: 2, files: 0, requests_open: this.requests.filter((each) => each.code === '2.2' && each.state === 'open').length },
        { code: '6.2', name: 'Kiểm tra, giám sát tài chính', wanted: 1, files: 0, requests_open: 0 },
      ],
    };
  }

  ask(input: NewEvidenceRequest, body: string, by: string): EvidenceRequest {
    const made = request(`r${this.requests.length + 1}`, input.code, input.wanted, { body, body_code: input.body, due_on: input.due_on, asked_by: by, asked_at: '2024-10-15T08:15:00+07:00' });
    this.requests.push(made);
    return made;
  }

  /** The request as it stands after an answer, or nothing when there is none that is open. */
  answer(id: string, deed: string, input: { note?: string; evidence?: string[] }, files: Record<string, EvidencePage>, by: string): EvidenceRequest | undefined {
    const found = this.requests.find((each) => each.id === id && each.state === 'open');
    if (!found) return undefined;
    const state = ({ supply: 'supplied', explain: 'explained', withdraw: 'withdrawn' } as const)[deed as 'supply'];
    return Object.assign(found, { state, due: 'none', answer: input.note ?? '', answered_by: by, answered_at: '2024-10-15T08:20:00+07:00', evidence: (input.evidence ?? []).map((each) => files[each]!) });
  }
}
