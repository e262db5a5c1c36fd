// The main path on the running product: two windows, a figure and a task, the score that follows, the way down to what
// took a point, a plan from its document, evidence, and the log of it all.
import { readFileSync } from 'node:fs';
import { type BrowserContext, type Page } from '@playwright/test';
import { expect, test, violations } from '../screens/open.ts';
import { link_of } from './links.ts';

test.describe.configure({ mode: 'serial' });

const LIVE_MS = 1000;
// A real page of a paper: the smallest PDF that the server takes.
const paper = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n');

let chair: BrowserContext;
let lead: BrowserContext;
let cockpit: Page;
let desk: Page;

const score = (page: Page) => page.locator('.rail a[href="/chi-so"]').first();
const points_of = async (page: Page) => Number((await score(page).innerText()).replace(/[^0-9,]/g, '').replace(',', '.'));

/** Milliseconds from now until the first window shows another score than before. */
async function until_score_changes(page: Page): Promise<() => Promise<number>> {
  const before = await page.locator('main').getByText(/^\d+,\d\d$/).first().innerText();
  await page.evaluate((old) => {
    const seen = (window as unknown as { seen?: number });
    delete seen.seen;
    const look = () => {
      const now = document.querySelector('main')?.textContent ?? '';
      if (!now.includes(`${old} /100`) && !now.includes(`${old}/100`)) seen.seen = Date.now();
      else requestAnimationFrame(look);
    };
    look();
  }, before);
  return async () => {
    await page.waitForFunction(() => (window as unknown as { seen?: number }).seen !== undefined);
    return page.evaluate(() => (window as unknown as { seen: number }).seen);
  };
}

test.beforeAll(async ({ browser }) => {
  const size = { viewport: { width: 1366, height: 768 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' };
  chair = await browser.newContext(size);
  lead = await browser.newContext(size);
  cockpit = await chair.newPage();
  desk = await lead.newPage();
  await cockpit.goto(link_of('chair'));
  await desk.goto(link_of('lead'));
  await expect(cockpit.getByText('Chỉ số CCHC tạm tính')).toBeVisible();
  await expect(desk.getByText('Chỉ số CCHC tạm tính')).toBeVisible();
});
test.afterAll(async () => {
  await chair.close();
  await lead.close();
});

test('a link works once', async ({ page }) => {
  await page.goto(link_of('chair'));
  await expect(page.getByText('Liên kết không dùng được')).toBeVisible();
});

test('the week’s list says what to urge, and drafts the letter to a body outside', async () => {
  await desk.goto('/don-doc');
  await expect(desk.getByRole('heading', { name: 'Phòng Nội vụ' })).toBeVisible();
  const letter = desk.waitForEvent('download');
  await desk.getByRole('link', { name: 'Soạn công văn' }).first().click();
  const path = await (await letter).path();
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
  await desk.getByLabel('Chọn tuần').selectOption({ index: 2 });
  await expect(desk.getByText(/lập lúc/)).toBeVisible();
});

test('a figure in one window moves the score in the other within a second', async () => {
  await cockpit.goto('/');
  await expect(cockpit.getByText('Chỉ số CCHC tạm tính')).toBeVisible();
  await expect(cockpit.locator('main')).toContainText('24/30');
  const before = await points_of(cockpit);
  await desk.goto('/so-lieu?so_do=website_sections_current');
  await desk.getByLabel(/^Số liệu/).first().fill('30');
  await desk.getByLabel('Căn cứ').fill('Rà soát trang thông tin điện tử ngày 15/10');
  await desk.locator('#fact-evidence-file').setInputFiles({ name: 'Rà soát trang tin.pdf', mimeType: 'application/pdf', buffer: paper });
  await expect(desk.locator('form')).toContainText('Rà soát trang tin.pdf');
  const changed = await until_score_changes(cockpit);
  const answered = desk.waitForResponse((response) => response.url().endsWith('/api/facts') && response.request().method() === 'POST');
  await desk.getByRole('button', { name: 'Ghi số liệu' }).click();
  expect((await answered).status()).toBe(201);
  const sent_at = Date.now();
  const seen_at = await changed();
  expect(seen_at - sent_at).toBeLessThan(LIVE_MS);
  await expect.poll(() => points_of(cockpit)).toBeGreaterThan(before);
  await expect(cockpit.locator('main')).not.toContainText('24/30');
  await expect(desk.locator('.panel ol')).toContainText('Rà soát trang tin.pdf');
});

test('a finished task moves the score and its reason', async () => {
  await cockpit.goto('/');
  await expect(cockpit.locator('main')).toContainText('đã xong: 0/1');
  const before = await points_of(cockpit);
  await desk.goto('/');
  await desk.locator('li', { hasText: 'đã xong: 0/1' }).getByRole('link', { name: 'Mở việc' }).click();
  await desk.waitForURL('**/viec/*');
  await desk.getByRole('link', { name: 'Xong' }).or(desk.getByRole('button', { name: 'Xong' })).first().click();
  await desk.getByLabel('Kết quả').fill('Đã gửi báo cáo kết quả cuộc thi');
  await desk.locator('#close-file').setInputFiles({ name: 'Báo cáo cuộc thi.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([paper, Buffer.from('\n')]) });
  await expect(desk.locator('form')).toContainText('Báo cáo cuộc thi.pdf');
  const changed = await until_score_changes(cockpit);
  const answered = desk.waitForResponse((response) => response.url().endsWith('/close'));
  await desk.locator('form').getByRole('button', { name: 'Xong' }).click();
  expect((await answered).status()).toBe(200);
  const sent_at = Date.now();
  expect((await changed()) - sent_at).toBeLessThan(LIVE_MS);
  await expect.poll(() => points_of(cockpit)).toBeCloseTo(before + 2, 2);
  await expect(cockpit.locator('main')).not.toContainText('đã xong: 0/1');
});

test('two clicks from the cockpit to what took the points', async () => {
  await cockpit.goto('/');
  await cockpit.locator('a.code', { hasText: '3.2' }).or(cockpit.getByRole('link', { name: 'Mở tiêu chí 3.2' })).first().click();
  await cockpit.waitForURL('**/chi-so/3.2');
  const lost = await cockpit.locator('main').getByText(/^−\d+,\d\d$/).last().innerText();
  await cockpit.getByRole('link', { name: /^00400-24/ }).first().click();
  await cockpit.waitForURL('**/mot-cua/*');
  expect(lost).toMatch(/^−/);
});

test('evidence says what it proves, and its bytes come back', async () => {
  await desk.goto('/so-lieu?so_do=website_sections_current');
  await desk.locator('.panel ol').getByRole('link', { name: 'Rà soát trang tin.pdf' }).click();
  await desk.waitForURL('**/minh-chung/*');
  await expect(desk.getByText('Khớp')).toBeVisible();
  await expect(desk.locator('.about')).toContainText('Chuyên mục được cập nhật');
  const download = desk.waitForEvent('download');
  await desk.getByRole('link', { name: 'Tải về' }).click();
  expect(readFileSync((await (await download).path())!)).toEqual(paper);
});

test('a plan is read from its document; what cannot be adopted says why, and nothing is kept', async () => {
  await cockpit.goto('/ke-hoach/nhap');
  await cockpit.locator('#plan-file').setInputFiles('../tests/plans/07-kh-ubnd-2025.txt');
  await expect(cockpit.getByText(/Đọc được \d+ việc/)).toBeVisible();
  await cockpit.getByRole('button', { name: /^Đưa \d+ việc vào theo dõi/ }).click();
  await expect(cockpit.getByRole('alert').or(cockpit.locator('ds-error-summary')).first()).toContainText('Ngày ký ở tương lai');
  const plans = await (await chair.request.get('/api/plans')).json();
  expect(plans.map((plan: { number: string }) => plan.number)).toEqual(['97/KH-UBND']);
});

test('a year is closed on its last day, takes no figures, and is opened again with a reason', async () => {
  await cockpit.goto('/cac-nam');
  const row = cockpit.locator('tbody tr', { hasText: '2024' }).first();
  await row.getByRole('button', { name: 'Chốt kỳ' }).click();
  await cockpit.getByLabel('Lý do').fill('Nộp tự chấm điểm');
  await cockpit.getByRole('button', { name: 'Chốt kỳ đo năm 2024' }).click();
  await expect(cockpit.locator('ds-error-summary')).toContainText('ngày cuối là');
  await cockpit.getByRole('button', { name: 'Hủy' }).click();
  await row.getByRole('button', { name: 'Đổi ngày' }).click();
  await cockpit.getByLabel('Ngày cuối kỳ').fill('2024-10-15');
  await cockpit.getByLabel('Lý do').fill('Huyện chốt sớm');
  await cockpit.getByRole('button', { name: 'Đổi kỳ đo năm 2024' }).click();
  await expect(row).toContainText('15/10/2024');
  await row.getByRole('button', { name: 'Chốt kỳ' }).click();
  await cockpit.getByLabel('Lý do').fill('Nộp tự chấm điểm');
  await cockpit.getByRole('button', { name: 'Chốt kỳ đo năm 2024' }).click();
  await expect(row).toContainText('Đã chốt');
  await desk.goto('/so-lieu');
  await expect(desk.getByText('Kỳ đã chốt').first()).toBeVisible();
  await row.getByRole('button', { name: 'Mở lại' }).click();
  await cockpit.getByLabel('Lý do').fill('Bổ sung theo yêu cầu thẩm định');
  await cockpit.getByRole('button', { name: 'Mở lại kỳ đo năm 2024' }).click();
  await expect(row).toContainText('Đang đo');
});

test('the log tells who did it', async () => {
  await cockpit.goto('/nhat-ky');
  await expect(cockpit.locator('main')).toContainText('Nguyễn Thị Huyền');
  await cockpit.goto('/thong-bao');
  await expect(cockpit.locator('main h1')).toBeVisible();
});

test('without the network nothing looks like an empty list', async () => {
  await chair.setOffline(true);
  await cockpit.evaluate(() => window.dispatchEvent(new Event('offline')));
  await cockpit.locator('.rail').getByRole('link', { name: 'Số liệu' }).click().catch(() => undefined);
  await expect(cockpit.getByText('Mất mạng').first()).toBeVisible();
  await chair.setOffline(false);
});

const screens = ['/', '/chi-so', '/chi-so/3.2', '/so-lieu', '/viec-cua-toi', '/don-doc', '/minh-chung', '/nhap-du-lieu', '/ke-hoach', '/mot-cua', '/mot-cua/thong-ke', '/ket-qua-nam-truoc', '/bo-tieu-chi', '/cac-nam', '/thong-bao', '/nhat-ky'];
for (const [language, size, scheme] of [['vi', { width: 1366, height: 768 }, 'light'], ['en', { width: 390, height: 844 }, 'dark']] as const) {
  for (const address of screens) {
    test(`${address} of the real commune is accessible: ${language}, ${size.width}`, async () => {
      await cockpit.setViewportSize(size);
      await cockpit.emulateMedia({ colorScheme: scheme });
      await cockpit.evaluate((wanted) => localStorage.setItem('sen.prefs', JSON.stringify({ language: wanted })), language);
      await cockpit.goto(address);
      await expect(cockpit.locator('main h1').first()).toBeVisible();
      await cockpit.waitForTimeout(300);
      expect.soft(await violations(cockpit), address).toEqual([]);
      const wide = await cockpit.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(wide, `${address} must not scroll sideways`).toBeLessThanOrEqual(0);
    });
  }
}

test('a criterion gets its paper and another owner', async () => {
  await desk.goto('/chi-so/1.3');
  await desk.getByRole('button', { name: 'Nộp minh chứng' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.locator('#evidence-file').setInputFiles({ name: 'Báo cáo CCHC.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([paper, Buffer.from('%\n')]) });
  await dialog.getByRole('button', { name: 'Nộp minh chứng' }).click();
  await expect(desk.getByText('Đã nộp 1 minh chứng')).toBeVisible();
  await expect(desk.locator('.evidence')).toContainText('Báo cáo CCHC.pdf');
  await expect(desk.locator('.evidence')).not.toContainText('Còn thiếu');
  await desk.getByRole('button', { name: 'Đổi người phụ trách' }).click();
  await desk.getByLabel('Bộ phận').selectOption('Tư pháp – Hộ tịch');
  await desk.getByRole('button', { name: 'Lưu' }).click();
  await expect(desk.getByText('Tư pháp – Hộ tịch phụ trách tiêu chí 1.3')).toBeVisible();
  await expect(desk.locator('.sub').first()).toContainText('Tư pháp – Hộ tịch');
});

test('a clerk works by keyboard alone, asks for more time, and the chair answers on the phone', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const clerk = await context.newPage();
  await clerk.goto(link_of('staff'));
  await expect(clerk.getByText('Chỉ số CCHC tạm tính')).toBeVisible();
  await clerk.keyboard.press('g');
  await clerk.keyboard.press('v');
  await clerk.waitForURL('**/viec-cua-toi');
  await expect(clerk.getByText('4 việc chưa xong')).toBeVisible();
  await clerk.keyboard.press('j');
  await clerk.keyboard.press('x');
  await clerk.keyboard.press('j');
  await clerk.keyboard.press('Shift+X');
  await clerk.getByRole('button', { name: 'Cập nhật 2 việc' }).click();
  await clerk.getByLabel('Tiến độ (%)').or(clerk.locator('#batch-percent')).first().fill('80');
  await clerk.locator('#batch-note').fill('Đã xong đợt khảo sát tháng 10');
  await clerk.getByRole('button', { name: 'Cập nhật 2 việc' }).click();
  await expect(clerk.getByText('Đã cập nhật 2 việc: 80%.')).toBeVisible();
  await expect(clerk.locator('li', { hasText: 'Chỉ số hài lòng về TTHC' })).toContainText('80%');
  await clerk.getByRole('link', { name: 'Chỉ số hài lòng về TTHC' }).click();
  await clerk.getByRole('button', { name: 'Xin gia hạn' }).click();
  await clerk.getByRole('button', { name: 'Xin gia hạn' }).last().click();
  await expect(clerk.getByRole('link', { name: 'Chọn hạn mới.' })).toBeVisible();
  await clerk.locator('#extension-day').fill('2025-01-31');
  await clerk.locator('#extension-reason').fill('Chờ kết quả khảo sát của tỉnh');
  await clerk.getByRole('button', { name: 'Xin gia hạn' }).last().click();
  await expect(clerk.getByText('Đã gửi đề nghị gia hạn đến 31/01/2025.')).toBeVisible();
  await cockpit.setViewportSize({ width: 390, height: 844 });
  await cockpit.evaluate(() => localStorage.setItem('sen.prefs', JSON.stringify({ language: 'vi' })));
  await cockpit.goto('/viec-cua-toi');
  await expect(cockpit.getByText('Lê Minh Tuấn xin lùi từ 31/12/2024 đến 31/01/2025')).toBeVisible();
  await cockpit.getByRole('button', { name: 'Đồng ý', exact: true }).click();
  await expect(cockpit.getByText('Đã đồng ý gia hạn việc 2.')).toBeVisible();
  await clerk.goto('/viec-cua-toi');
  await expect(clerk.locator('li', { hasText: 'Chỉ số hài lòng về TTHC' })).toContainText('31/01/2025');
  await context.close();
});

test('evidence is asked of a body, handed in and kept with the request', async () => {
  await desk.goto('/chi-so/2.3');
  await desk.getByRole('button', { name: 'Yêu cầu minh chứng' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Minh chứng cần nộp').fill('Danh sách ký nhận văn bản mới');
  await dialog.getByLabel('Bộ phận nộp').selectOption('Văn phòng – Thống kê');
  await dialog.getByLabel('Hạn nộp').fill('2024-12-20');
  await dialog.getByRole('button', { name: 'Yêu cầu minh chứng' }).click();
  await expect(desk.getByText('Đã gửi yêu cầu đến Văn phòng – Thống kê, hạn 20/12/2024.')).toBeVisible();
  await desk.locator('.evidence').getByRole('link', { name: /Danh sách ký nhận/ }).click();
  await desk.waitForURL('**/minh-chung?mo=*');
  const row = desk.locator('li', { hasText: 'Danh sách ký nhận văn bản mới' });
  await row.getByRole('button', { name: 'Nộp minh chứng' }).click();
  await desk.locator('#request-file').setInputFiles({ name: 'Danh sách ký nhận.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([paper, Buffer.from('%3\n')]) });
  await expect(desk.locator('.picker li')).toContainText('Danh sách ký nhận.pdf');
  await desk.locator('form').getByRole('button', { name: 'Nộp minh chứng' }).click();
  await expect(desk.getByText('Đã nộp 1 minh chứng theo yêu cầu.')).toBeVisible();
  await expect(row).toContainText('Đã nộp');
  await row.getByRole('link', { name: 'Danh sách ký nhận.pdf' }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Danh sách ký nhận.pdf');
});

test('a file of figures is looked at, its good rows go in, and the import is taken back', async () => {
  await desk.goto('/nhap-du-lieu?loai=so-lieu');
  const rows = 'Tên số liệu;Kết quả;Tính đến ngày\nCán bộ, công chức đã xác nhận đọc văn bản mới;3;01/10/2024\nKhông có số này;4;01/10/2024\n';
  await desk.locator('#intake-file').setInputFiles({ name: 'thang-10.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await expect(desk.getByText('1 dòng nhập được')).toBeVisible();
  await expect(desk.locator('td.fault')).toContainText('Không có số này');
  await desk.getByRole('button', { name: 'Nhập các dòng đúng' }).click();
  await expect(desk.getByRole('link', { name: 'Đánh dấu đồng ý bỏ lại các dòng có lỗi.' })).toBeVisible();
  await desk.getByRole('checkbox').check();
  await desk.getByRole('button', { name: 'Nhập các dòng đúng' }).click();
  const batch = desk.getByRole('row', { name: /thang-10.csv/ });
  await expect(batch.getByText('Đã nhập', { exact: true })).toBeVisible();
  expect(await violations(desk)).toEqual([]);
  await batch.getByRole('button', { name: /^Hoàn tác đợt nhập/ }).click();
  await desk.getByRole('button', { name: 'Hoàn tác 1 dòng' }).click();
  await expect(batch).toContainText('Đã hoàn tác');
});

test('a list leaves as a file with the filter of its page', async () => {
  await desk.goto('/so-lieu?loc=thieu');
  await desk.getByRole('button', { name: 'Tải về (Excel / CSV)' }).click();
  const file = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'CSV (.csv)' }).click();
  const kept = await file;
  expect(kept.suggestedFilename()).toMatch(/^so-lieu_15-10-2024\.csv$/);
  expect(readFileSync(await kept.path(), 'utf8')).toContain('Lọc: thiếu số liệu');
});

test('a plan is closed with its report, and what goes on is followed in the next plan', async () => {
  await cockpit.setViewportSize({ width: 1366, height: 768 });
  await cockpit.evaluate(() => localStorage.setItem('sen.prefs', JSON.stringify({ language: 'vi' })));
  // Next year's plan, issued early so that the demonstration's day has it.
  const origin = new URL(cockpit.url()).origin;
  const bytes = readFileSync('../tests/plans/07-kh-ubnd-2025.txt');
  const read = await cockpit.request.post('/api/plans/read', {
    headers: { Origin: origin, 'X-Sen': '1', 'X-File-Name': 'ke-hoach.txt', 'Content-Type': 'application/octet-stream' },
    data: bytes,
  });
  const document = await read.json();
  document.header.signed_date = '2024-10-01';
  const adopted = await cockpit.request.post('/api/plans', { headers: { Origin: origin, 'X-Sen': '1' }, data: { document, accepted_proposals: [] } });
  expect(adopted.status(), await adopted.text()).toBe(201);
  await cockpit.goto('/ke-hoach');
  await cockpit.getByRole('link', { name: /97\/KH-UBND/ }).first().click();
  await cockpit.getByRole('link', { name: 'Tổng kết ›' }).click();
  await expect(cockpit.getByRole('row', { name: /Cả kế hoạch/ })).toContainText('27');
  expect(await violations(cockpit)).toEqual([]);
  await cockpit.getByRole('button', { name: 'Tổng kết kế hoạch' }).click();
  await expect(cockpit.locator('ds-error-summary')).toContainText('Chưa có đánh giá chung');
  await cockpit.getByRole('button', { name: 'Bỏ chọn' }).click();
  await cockpit.getByRole('checkbox', { name: /Lấy phiếu điều tra/ }).check();
  await cockpit.getByLabel('Đánh giá chung').fill('Đạt phần lớn mục tiêu; một số việc do bên ngoài chủ trì còn chậm.');
  await cockpit.getByRole('button', { name: 'Tổng kết kế hoạch' }).click();
  await expect(cockpit.getByText('1 việc theo dõi tiếp')).toBeVisible();
  await expect(cockpit.locator('.tag', { hasText: 'Chuyển sang' })).toHaveCount(1);
  const waits = cockpit.waitForEvent('download');
  await cockpit.getByRole('link', { name: 'Báo cáo (Word)' }).click();
  expect((await waits).suggestedFilename()).toBe('bao-cao-97-KH-UBND.docx');
  await cockpit.goto('/nhat-ky');
  await expect(cockpit.locator('main')).toContainText('tổng kết kế hoạch');
});

test('a dossier goes from the counter by keyboard to the citizen’s hand', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const counter = await context.newPage();
  await counter.goto(link_of('desk'));
  await expect(counter.getByText('Chỉ số CCHC tạm tính')).toBeVisible();
  await counter.keyboard.press('g');
  await counter.keyboard.press('m');
  await counter.waitForURL('**/mot-cua');
  await expect(counter.getByLabel('Quét căn cước gắn chip')).toBeFocused();
  await counter.keyboard.type('001068000234|Trần Thị Mẫu');
  await counter.keyboard.press('Enter');
  await expect(counter.getByText('chuỗi quét không đủ các mục')).toBeVisible();
  await counter.keyboard.type('001068000234|012345678|Trần Thị Mẫu|12031968|Nữ|Thôn Vệ Linh, Phù Linh|01012021');
  await counter.keyboard.press('Enter');
  await expect(counter.getByLabel('Họ và tên')).toHaveValue('Trần Thị Mẫu');
  await counter.keyboard.press('F4');
  await counter.keyboard.type('tthn');
  await expect(counter.getByRole('option').first()).toContainText('Cấp Giấy xác nhận tình trạng hôn nhân');
  await counter.keyboard.press('Enter');
  await expect(counter.getByText(/17:00 – Thứ/)).toBeVisible();
  await counter.keyboard.press('Control+Enter');
  await expect(counter.locator('ds-error-summary')).toContainText('Còn thiếu giấy bắt buộc: Tờ khai theo mẫu');
  await counter.keyboard.press('F6');
  await counter.keyboard.press('Space');
  await counter.getByText('Vì sao ngày này?').click();
  await expect(counter.getByText('Ngày làm việc thứ 3.')).toBeVisible();
  expect(await violations(counter)).toEqual([]);
  await counter.keyboard.press('Control+Enter');
  await expect(counter.getByRole('heading', { name: 'Đã tiếp nhận' })).toBeFocused();
  const code = await counter.locator('.code').innerText();
  expect(code).toMatch(/^00400-241015-\d{4}$/);
  const slip = counter.waitForEvent('download');
  await counter.getByRole('link', { name: 'In giấy hẹn' }).click();
  expect(readFileSync(await (await slip).path()).subarray(0, 5).toString()).toBe('%PDF-');
  await counter.keyboard.press('F2');
  await expect(counter.getByLabel('Quét căn cước gắn chip')).toBeFocused();
  await counter.keyboard.type(code);
  await counter.keyboard.press('Enter');
  await counter.waitForURL('**/mot-cua/*');
  const page_of_dossier = counter.url();
  await expect(counter.locator('main')).toContainText('0010******34');
  await counter.getByRole('button', { name: 'Xem đầy đủ' }).click();
  await counter.getByLabel('Lý do xem').fill('Gọi điện báo kết quả');
  await counter.locator('form').getByRole('button', { name: 'Xem đầy đủ' }).click();
  await expect(counter.locator('main')).toContainText('001068000234');
  await counter.getByRole('button', { name: 'Chuyển bước' }).click();
  await expect(counter.getByLabel('Chuyển đến')).toHaveValue('justice_civil_status');
  await counter.locator('form').getByRole('button', { name: 'Chuyển bước' }).click();
  await expect(counter.getByText('Đang giải quyết').first()).toBeVisible();

  // Who leads sends it up, the chair signs on the phone.
  await desk.goto(page_of_dossier);
  await desk.getByRole('button', { name: 'Trình ký' }).click();
  await desk.locator('form').getByRole('button', { name: 'Trình ký' }).click();
  await expect(desk.getByText('Chờ ký').first()).toBeVisible();
  await cockpit.setViewportSize({ width: 390, height: 844 });
  await cockpit.goto(page_of_dossier);
  await cockpit.getByRole('button', { name: 'Ký', exact: true }).click();
  await cockpit.locator('form').getByRole('button', { name: 'Ký', exact: true }).click();
  await expect(cockpit.getByText('Đã ký, chờ phát hành').first()).toBeVisible();
  expect(await violations(cockpit)).toEqual([]);

  // Live: the counter's page has moved on by itself.
  await counter.getByRole('button', { name: 'Đã có kết quả' }).click();
  await counter.locator('form').getByRole('button', { name: 'Đã có kết quả' }).click();
  await counter.getByRole('button', { name: 'Trả kết quả' }).click();
  await expect(counter.getByLabel('Người nhận kết quả')).toHaveValue('Trần Thị Mẫu');
  await counter.locator('form').getByRole('button', { name: 'Trả kết quả' }).click();
  await expect(counter.getByText('Hồ sơ đã đóng.')).toBeVisible();
  await expect(counter.locator('main')).toContainText('Giải quyết xong hồ sơ');
  expect(await violations(counter)).toEqual([]);
  await context.close();
});

test('a late dossier says so, has its letter, and costs the points that the criterion names', async () => {
  await cockpit.setViewportSize({ width: 1366, height: 768 });
  await cockpit.goto('/mot-cua?xem=late');
  await expect(cockpit.getByText(/Quá \d+ ngày/).first()).toBeVisible();
  await cockpit.locator('section', { hasText: 'Hồ sơ đang giải quyết' }).getByRole('link', { name: 'Cấp Giấy xác nhận tình trạng hôn nhân' }).first().click();
  await cockpit.waitForURL('**/mot-cua/*');
  await expect(cockpit.locator('main')).toContainText('Thư xin lỗi: Đã gửi');
  await expect(cockpit.locator('main')).toContainText('Nhắc hồ sơ sắp hết hạn');
  await cockpit.goto('/chi-so/3.3');
  await expect(cockpit.locator('main')).toContainText(/trễ \d ngày/);
  await cockpit.getByRole('link', { name: /^00400-24/ }).first().click();
  await cockpit.waitForURL('**/mot-cua/*');
  await expect(cockpit.locator('main')).toContainText('Thư xin lỗi: Chờ ký');
});
