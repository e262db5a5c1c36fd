import type { Page } from '@playwright/test';
import { expect, expect_accessible, open, test } from './open.ts';

const choose = (page: Page, name: string, text: string) =>
  page.locator('#intake-file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const good = 'Tên số liệu;Giá trị;Ngày\nVăn bản còn xử lý giấy;80;01/10/2024\nHồ sơ thiếu;3;01/10/2024\nChuyên mục cũ;2;01/10/2024\nLớp tập huấn;2;01/10/2024\nPhiếu khảo sát;40;01/10/2024\n';

test('from the figures: a file is looked at, imported by steps and taken back', async ({ page }) => {
  await open(page, '/so-lieu');
  await page.getByRole('link', { name: 'Nhập từ tệp' }).click();
  await page.waitForURL('**/nhap-du-lieu?loai=so-lieu');
  await choose(page, 'so-lieu-quy-3.csv', good);
  await expect(page.getByRole('heading', { name: 'so-lieu-quy-3.csv' })).toBeVisible();
  await expect(page.getByText('5 dòng nhập được')).toBeVisible();
  await expect(page.getByRole('table', { name: '5 dòng đầu của tệp' }).locator('tbody tr')).toHaveCount(5);
  await expect_accessible(page);
  await page.getByRole('button', { name: 'Nhập 5 dòng' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Đã nhập 5 dòng từ so-lieu-quy-3.csv.' }).first()).toBeVisible();
  const row = page.getByRole('row', { name: /so-lieu-quy-3.csv/ });
  await expect(row).toContainText('Đã nhập');
  await row.getByRole('button', { name: 'Hoàn tác đợt nhập so-lieu-quy-3.csv' }).click();
  await expect(page.getByRole('dialog')).toContainText('Rút lại 5 dòng');
  await page.getByRole('button', { name: 'Hoàn tác 5 dòng' }).click();
  await expect(row).toContainText('Đã hoàn tác');
  await expect(page.getByText('1 dòng để nguyên vì đã có người sửa').first()).toBeVisible();
});

test('bad cells are named; only the good rows go in, and only after the person agrees', async ({ page }) => {
  await open(page, '/nhap-du-lieu?loai=so-lieu');
  await choose(page, 'co-loi.csv', `${good}Dòng hỏng;ba mươi;01/10/2024\n`);
  await expect(page.getByText('1 dòng có lỗi', { exact: true })).toBeVisible();
  await expect(page.locator('td.fault')).toContainText('Đây không phải một số.');
  await expect(page.getByText('Dòng 7, Giá trị: Đây không phải một số.')).toBeVisible();
  await page.getByRole('button', { name: 'Nhập các dòng đúng' }).click();
  await expect(page.getByRole('link', { name: 'Đánh dấu đồng ý bỏ lại các dòng có lỗi.' })).toBeVisible();
  await expect_accessible(page);
  await page.getByRole('checkbox', { name: 'Tôi đồng ý chỉ nhập 5 dòng đúng và bỏ lại 1 dòng có lỗi.' }).check();
  const sent = page.waitForRequest('**/apply');
  await page.getByRole('button', { name: 'Nhập các dòng đúng' }).click();
  expect((await sent).postDataJSON()).toEqual({ accept_good: true });
  await expect(page.getByText('Đã bỏ lại 1 dòng có lỗi.').first()).toBeVisible();
});

test('a column that is not known is chosen once, and remembered', async ({ page }) => {
  await open(page, '/nhap-du-lieu?loai=so-lieu');
  const other = good.replace('Giá trị', 'Đạt');
  await choose(page, 'cot-la.csv', other);
  await expect(page.getByRole('alert')).toContainText('Chưa rõ cột nào là: Giá trị.');
  await expect(page.getByRole('button', { name: /^Nhập/ })).toHaveCount(0);
  await page.getByLabel('Cột B: Đạt').selectOption('value');
  await expect(page.getByText('5 dòng nhập được')).toBeVisible();
  await page.getByRole('button', { name: 'Chọn tệp khác' }).click();
  await choose(page, 'cot-la-2.csv', other);
  await expect(page.getByText('5 dòng nhập được')).toBeVisible();
});

test('stops between two steps and goes on from there', async ({ page }) => {
  await open(page, '/nhap-du-lieu?loai=so-lieu');
  await choose(page, 'dai.csv', good);
  await page.route('**/apply', async (route) => {
    await new Promise((settle) => setTimeout(settle, 1500));
    await route.continue();
  });
  await page.getByRole('button', { name: 'Nhập 5 dòng' }).click();
  await page.getByRole('button', { name: 'Dừng' }).click();
  await expect(page.getByText('Đã dừng ở dòng 2 trên 5.')).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect_accessible(page);
  await page.reload();
  await page.getByRole('row', { name: /dai.csv/ }).getByRole('button', { name: 'Tiếp tục' }).click();
  await expect(page.getByRole('row', { name: /dai.csv/ }).getByText('Đã nhập', { exact: true })).toBeVisible();
});

test('what cannot be read, was imported before, or failed, says so', async ({ page }) => {
  await open(page, '/nhap-du-lieu?loai=so-lieu');
  await choose(page, 'anh.png', 'x');
  await expect(page.getByRole('alert')).toContainText('không phải bảng Excel hay CSV');
  await choose(page, 'so-lieu-quy-2.xlsx', good);
  await expect(page.getByRole('alert')).toContainText('đã được nhập trước đây');
  await page.route('**/api/imports', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Mã hỗ trợ');
  await expect(page.getByText('Chưa có đợt nhập nào.')).toHaveCount(0);
});

test('offers the kinds that the person may import, and nothing to who may none', async ({ page }) => {
  await open(page, '/nhap-du-lieu');
  await expect(page.getByRole('radio')).toHaveCount(2);
  await page.getByRole('radio', { name: 'Chỉ tiêu giao cho nhiệm vụ' }).check();
  await expect(page).toHaveURL(/loai=chi-tieu/);
  await page.route('**/api/me', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), rights: ['index_read', 'plan_read'] } });
  });
  await page.reload();
  await expect(page.getByText('chưa có quyền làm việc ở trang này')).toBeVisible();
});
