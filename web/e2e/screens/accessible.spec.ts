// Every screen is clean in both themes, on the office PC and on the phone, and a picture of it is kept in
// e2e/shots for a person to look at.
import { expect, expect_accessible, open, test, violations } from './open.ts';

const screens: [string, string, string][] = [
  ['cockpit', '/', '91,42'],
  ['index', '/chi-so', 'TTHC, một cửa|Thủ tục hành chính, một cửa'],
  ['criterion', '/chi-so/3.2', '2,1826923'],
  ['plan', '/ke-hoach/97?xem=toan-canh', 'Quá 4 ngày'],
  ['plan-table', '/ke-hoach/97?xem=bang', 'Quá 4 ngày'],
  ['plan-bodies', '/ke-hoach/97?xem=bo-phan', 'Quá 4 ngày'],
  ['plan-calendar', '/ke-hoach/97?xem=lich', 'Quá 4 ngày'],
  ['task-sheet', '/ke-hoach/97?viec=t-PAR-1&lam=tien-do', 'Diễn biến'],
  ['task', '/viec/t-PAR-8', 'Tự xong khi'],
  ['my-work', '/viec-cua-toi', 'Tuần này'],
  ['follow-up', '/don-doc', 'Đến hạn trong tuần'],
  ['evidence-requests', '/minh-chung?mo=r1&lam=nop', 'Biên bản tự kiểm tra'],
  ['import-data', '/nhap-du-lieu', 'Các đợt đã nhập'],
  ['facts', '/so-lieu?so_do=documents_on_paper', 'Các lần ghi'],
  ['evidence', '/minh-chung/e1', 'SHA-256'],
  ['baseline', '/ket-qua-nam-truoc', 'Điểm từng tiêu chí'],
  ['import', '/ke-hoach/nhap', 'Chọn tệp kế hoạch'],
  ['sets', '/bo-tieu-chi', 'Các bộ tiêu chí đang có'],
  ['notices', '/thong-bao', 'Việc I.1 quá hạn'],
  ['audit', '/nhat-ky', 'Tính lại chỉ số'],
  ['account', '/tai-khoan', 'Đang đăng nhập ở đâu'],
  ['settings', '/cai-dat', 'An toàn tài khoản'],
  ['people', '/cai-dat/nguoi', 'Trần Văn Đức'],
];

// Each theme on one size: colours do not change with the size, nor places with the theme.
for (const [theme, size, viewport] of [
  ['light', 'pc', { width: 1366, height: 768 }],
  ['dark', 'phone', { width: 390, height: 844 }],
] as const) {
  {
    test.describe(`${theme} ${size}`, () => {
      test.use({ colorScheme: theme, viewport });
      test('every screen', async ({ page }) => {
        test.setTimeout(600_000);
        await open(page, '/');
        for (const [name, address, words] of screens) {
          await test.step(name, async () => {
            await page.goto(address);
            await expect(page.getByText(new RegExp(words)).first()).toBeAttached();
            await page.screenshot({ path: `e2e/shots/${name}-${theme}-${size}.png`, animations: 'disabled' });
            expect.soft(await violations(page), name).toEqual([]);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect.soft(wide, `${name} must not scroll sideways`).toBeLessThanOrEqual(0);
          });
        }
      });
    });
  }
}

test('narrow: 320 px reflows without sideways scroll', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const address of ['/', '/chi-so/3.2', '/ke-hoach/97', '/so-lieu?so_do=documents_on_paper']) {
    await open(page, address);
    const wide = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(wide, address).toBeLessThanOrEqual(0);
  }
});

test('sign-in page and its errors', async ({ page }) => {
  await page.goto('/dang-nhap');
  await expect_accessible(page);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByRole('link', { name: 'Nhập tên đăng nhập.' })).toBeVisible();
  await expect_accessible(page);
});
