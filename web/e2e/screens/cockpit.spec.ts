import { expect, expect_accessible, open, test } from './open.ts';

test('shows the score, the leaks and what they wait for', async ({ page }) => {
  await open(page, '/');
  await expect(page.locator('.score')).toContainText('91,42');
  await expect(page.locator('.leaks')).toContainText('3,87 điểm đang mất, lấy lại được 3,25 bằng 8 việc');
  await expect(page.locator('.leaks li')).toHaveCount(8);
  await expect(page.locator('.today')).toContainText('Tiêu chí bắt đầu trượt');
  await expect(page.getByText(/^Số liệu minh họa/).first()).toBeVisible();
});

test('the fifth leak stands above 620 px in a maximised browser window', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 625 });
  await open(page, '/');
  const fifth = await page.locator('.leaks li').nth(4).boundingBox();
  expect(fifth!.y + fifth!.height).toBeLessThan(620);
});

test('eight leaks stand on one screen, also with long titles', async ({ page }) => {
  await page.route('**/api/cockpit**', async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    for (const leak of body.leaks) leak.title = 'Văn bản, hồ sơ công việc xử lý trên môi trường mạng: 1.612/1.798, thiếu 186';
    await route.fulfill({ json: body });
  });
  await open(page, '/');
  const last = (await page.locator('.leaks li').nth(7).boundingBox())!;
  const box = (await page.locator('.leaks .scroll').boundingBox())!;
  expect(last.y + last.height).toBeLessThanOrEqual(box.y + box.height + 1);
});

test('keys: J and K choose, Enter does, G D comes back', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(page.locator('.leaks li[aria-current]')).toContainText('2 nhiệm vụ của Quyết định 38');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/viec/t-PAR-1');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForURL((url) => url.pathname === '/');
});

test('keys rest when they are turned off', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('button', { name: /thiết lập và đăng xuất/ }).click();
  await page.getByLabel('Dùng phím tắt một chữ').uncheck();
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the sheet of keys opens with ? and closes with Escape', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Phím tắt' })).toBeVisible();
  await expect_accessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('Ctrl K finds without marks and with a slip', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('tu kim tra van ban');
  await expect(page.getByRole('option').first()).toContainText('2.2 Tự kiểm tra văn bản');
  await expect_accessible(page);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/chi-so/2.2');
});

test('a fact entered in a second window moves the score here within a second', async ({ page, context }) => {
  await open(page, '/');
  await expect(page.locator('.leaks li')).toHaveCount(8);
  const other = await context.newPage();
  await other.goto('/so-lieu?so_do=documents_on_paper');
  await other.getByLabel('Số liệu (văn bản)').fill('30');
  await other.getByRole('button', { name: 'Ghi số liệu' }).click();
  await expect(other.getByText('Chỉ số từ 91,42 thành 92,42')).toBeVisible();
  await expect(page.locator('.score .big')).toContainText('92,42', { timeout: 1000 });
  await expect(page.locator('.score .big .tag')).toContainText('+1,00');
  await expect(page.locator('.leaks li')).toHaveCount(7);
});

test('keeps its figures when they cannot be renewed, and says of when they are', async ({ page }) => {
  await open(page, '/');
  await expect(page.locator('.score')).toContainText('91,42');
  await page.route('**/api/cockpit**', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByText('Số dưới đây là số lúc 08:15.')).toBeVisible();
  await expect(page.locator('.score')).toContainText('91,42');
  await expect_accessible(page);
});

test('says that the network is away', async ({ page, context }) => {
  await open(page, '/');
  await context.setOffline(true);
  await expect(page.getByText(/^Mất mạng\./)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/^Mất mạng\./)).toHaveCount(0);
});

test('a page whose files cannot be fetched says that the network is away, and opens again', async ({ page, faults }) => {
  await open(page, '/');
  await page.route('**/_app/immutable/**', (route) => route.abort());
  await page.locator('.rail').getByRole('link', { name: 'Nhật ký' }).click();
  await expect(page.getByRole('heading', { name: 'Mất mạng' })).toBeVisible();
  await expect_accessible(page);
  await page.unroute('**/_app/immutable/**');
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await expect(page.getByText('Tính lại chỉ số').first()).toBeVisible();
  // The browser tells of the files that were kept from it; nothing else may have gone wrong.
  for (const fault of faults.splice(0)) expect(fault).toContain('Unable to preload CSS');
});

test('a new year without a criteria set leads to the import', async ({ page }) => {
  await page.route('**/api/cockpit**', (route) =>
    route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify({ code: 'index.no_set', title: '', detail: '', errors: [] }) }),
  );
  await open(page, '/?nam=2025');
  await expect(page.getByText('Năm 2025 chưa có số liệu.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nhập bộ tiêu chí' })).toHaveAttribute('href', '/bo-tieu-chi');
});

test('an error shows its code for support', async ({ page }) => {
  await page.route('**/api/cockpit**', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ code: 'server.failed', title: 'Máy chủ gặp lỗi', detail: 'Thử lại sau ít phút.', errors: [], trace_id: '7f3a' }) }),
  );
  await open(page, '/');
  await expect(page.getByRole('alert')).toContainText('Mã hỗ trợ: server.failed · 7f3a');
  await page.unroute('**/api/cockpit**');
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await expect(page.locator('.score')).toContainText('91,42');
});

test('switches language and theme, and remembers them', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('button', { name: /thiết lập và đăng xuất/ }).click();
  await page.getByText('English').click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('.score')).toContainText('91.42');
  await page.getByRole('button', { name: /settings and sign out/ }).click();
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('notices: opening one marks it read', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('button', { name: 'Thông báo, 5 chưa đọc' }).click();
  await page.getByRole('link', { name: /Tiêu chí 3.2 mất thêm/ }).click();
  await page.waitForURL('**/chi-so/3.2');
  await expect(page.getByRole('button', { name: 'Thông báo, 4 chưa đọc' })).toBeVisible();
});
