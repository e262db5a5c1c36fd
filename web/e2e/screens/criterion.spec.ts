import { expect, expect_accessible, open, test } from './open.ts';

test('explains the points to the last decimal, and two clicks lead there', async ({ page }) => {
  await open(page, '/');
  await page.locator('.leaks').getByRole('link', { name: 'Mở tiêu chí 3.2', exact: true }).first().click();
  await page.waitForURL('**/chi-so/3.2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('3.2. Hồ sơ giải quyết trước hạn, đúng hạn');
  await expect(page.locator('.steps li')).toHaveCount(6);
  await expect(page.locator('.steps li').last()).toContainText('2,18');
  await expect(page.getByRole('img', { name: /Hôm nay 98,64%/ })).toBeVisible();
});

test('the losses add up to what is lost', async ({ page }) => {
  await open(page, '/chi-so/3.2');
  const cells = await page.locator('.losses tbody td:last-child').allInnerTexts();
  const sum = cells.reduce((all, text) => all + Math.round(Number(text.replace('−', '-').replace(',', '.')) * 100), 0);
  expect(sum).toBe(-82);
  await expect(page.locator('.losses tfoot')).toContainText('−0,82');
});

test('what-if answers by slider and by number', async ({ page }) => {
  await open(page, '/chi-so/3.2');
  await expect(page.locator('.what-if')).toContainText('2,38 (+0,20)');
  await page.getByRole('slider').press('End');
  await expect(page.locator('.what-if .result')).toContainText('1,94');
  await page.getByRole('spinbutton').fill('1');
  await page.getByRole('spinbutton').press('Enter');
  await expect(page.locator('.what-if .result')).toContainText('2,34');
});

test('keys [ and ] walk through the criteria', async ({ page }) => {
  await open(page, '/chi-so/3.2');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('3.2.');
  await page.keyboard.press(']');
  await page.waitForURL('**/chi-so/3.3');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('3.3.');
  await page.keyboard.press('[');
  await page.waitForURL('**/chi-so/3.2');
});

test('E submits evidence', async ({ page }) => {
  await open(page, '/chi-so/7.2');
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toContainText('Báo cáo kết quả có ký số');
  await expect_accessible(page);
  await page.locator('#evidence-file').setInputFiles({ name: 'bao-cao.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
  await expect(page.getByRole('dialog')).toContainText('Loại tệp này không dùng làm minh chứng.');
  await page.locator('#evidence-file').setInputFiles({ name: 'bao-cao.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
  await page.getByRole('dialog').getByRole('button', { name: 'Nộp minh chứng' }).click();
  await expect(page.getByText('Đã nộp 1 minh chứng')).toBeVisible();
});

test('changes the owner', async ({ page }) => {
  await open(page, '/chi-so/7.2');
  await page.getByRole('button', { name: 'Đổi người phụ trách' }).click();
  await page.getByLabel('Bộ phận').selectOption('Văn phòng – Thống kê');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.getByText('Văn phòng – Thống kê phụ trách tiêu chí 7.2')).toBeVisible();
});

test('the index filters by the address and folds by key', async ({ page }) => {
  await open(page, '/chi-so?loc=dang-mat');
  await expect(page.locator('tbody tr')).toHaveCount(8);
  await page.getByRole('link', { name: '5 đủ điểm' }).click();
  await page.waitForURL('**/chi-so?loc=du-diem');
  await expect(page.locator('tbody tr')).toHaveCount(5);
  await page.getByRole('combobox', { name: 'Lĩnh vực' }).selectOption('4');
  await expect(page).toHaveURL(/loc=du-diem&linh_vuc=4/);
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('tbody tr:visible')).toHaveCount(0);
});
