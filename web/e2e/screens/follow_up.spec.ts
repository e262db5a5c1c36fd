import { expect, expect_accessible, open, test } from './open.ts';

test('from the plan and from Ctrl K: who is urged for what, a week at a time', async ({ page }) => {
  await open(page, '/ke-hoach/97');
  await page.getByRole('link', { name: 'Đôn đốc', exact: true }).click();
  await page.waitForURL('**/don-doc');
  const office = page.locator('section', { has: page.getByRole('heading', { name: /Thống/ }) }).first();
  await expect(office).toContainText('Quá 4 ngày');
  await expect(office).toContainText('đã nhắc 14/10');
  await page.getByLabel('Chọn tuần').selectOption('2024-10-07');
  await expect(page).toHaveURL(/tuan=2024-10-07/);
  await expect(page.getByText('lập lúc 07/10/2024 07:00')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('don doc tuan');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/don-doc' && url.search === '');
});

test('a letter is drafted for a body outside only', async ({ page }) => {
  await open(page, '/don-doc');
  await expect(page.getByRole('link', { name: 'Soạn công văn' })).toHaveCount(1);
  const outside = page.locator('section', { has: page.getByRole('heading', { name: 'Phòng Nội vụ' }) });
  const waits = page.waitForEvent('download');
  await outside.getByRole('link', { name: 'Soạn công văn' }).click();
  expect((await waits).url()).toMatch(/\/api\/tasks\/[^/]+\/letter$/);
});

test('prints on A4 without buttons, with unit and time', async ({ page }) => {
  await open(page, '/don-doc');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await expect(page.getByRole('button', { name: 'In', exact: true })).toBeHidden();
  await expect(page.locator('.printed')).toContainText('UBND xã Phù Linh, in lúc 15/10/2024');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(794);
  await page.screenshot({ path: 'e2e/shots/follow-up-print.png', fullPage: true });
});

test('a failure says so and can be tried again', async ({ page }) => {
  await page.route('**/api/follow-up*', (route) => route.fulfill({ status: 500, body: '{}' }));
  await open(page, '/don-doc');
  await expect(page.getByRole('alert')).toContainText('Mã hỗ trợ');
  await expect_accessible(page);
  const again = page.waitForRequest('**/api/follow-up*');
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await again;
  await page.unroute('**/api/follow-up*');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Phòng Nội vụ' })).toBeVisible();
});
