import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expect_accessible, open, test } from './open.ts';

/** Takes the list of the page; the mock answers with the address that was asked for. */
async function asked_for(page: Page, kind: 'Excel (.xlsx)' | 'CSV (.csv)'): Promise<string> {
  await page.getByRole('button', { name: 'Tải về (Excel / CSV)' }).click();
  const waits = page.waitForEvent('download');
  await page.getByRole('button', { name: kind }).click();
  return readFileSync(await (await waits).path(), 'utf8');
}

test('a list leaves with the filters that stand on its page', async ({ page }) => {
  await open(page, '/chi-so?loc=dang-mat&linh_vuc=3');
  expect(await asked_for(page, 'Excel (.xlsx)')).toBe('/api/exports/index?format=xlsx&year=2024&state=losing&field=3');
  await expect(page.getByText('Đã tải index.xlsx.')).toBeVisible();
  await page.goto('/so-lieu?loc=can-nhap&tim=thu');
  expect(await asked_for(page, 'CSV (.csv)')).toBe('/api/exports/facts?format=csv&year=2024&state=wanted&text=thu');
  await page.goto('/so-lieu');
  expect(await asked_for(page, 'CSV (.csv)')).toBe('/api/exports/facts?format=csv&year=2024&state=enterable');
  await page.goto('/ke-hoach/97?xem=bang&trang_thai=slow');
  expect(await asked_for(page, 'Excel (.xlsx)')).toBe('/api/exports/plan?format=xlsx&plan=97&state=slow');
  await page.goto('/cai-dat/nguoi?tim=duc');
  expect(await asked_for(page, 'Excel (.xlsx)')).toBe('/api/exports/people?format=xlsx&text=duc');
});

test('the menu is closed by Escape and clean', async ({ page }) => {
  await open(page, '/so-lieu');
  await page.getByRole('button', { name: 'Tải về (Excel / CSV)' }).click();
  await expect(page.getByText('Tệp gồm đúng những dòng đang lọc trên trang này.')).toBeVisible();
  await expect_accessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'CSV (.csv)' })).toHaveCount(0);
});

test('who takes the log away says again who they are', async ({ page }) => {
  await open(page, '/nhat-ky?loai=task&ma=7');
  await page.getByRole('button', { name: 'Tải về (Excel / CSV)' }).click();
  await page.getByRole('button', { name: 'CSV (.csv)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input').first().fill('dung');
  const waits = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(readFileSync(await (await waits).path(), 'utf8')).toBe('/api/exports/audit?format=csv&subject_kind=task&subject_id=7');
});

test('a refused list is told, not saved', async ({ page }) => {
  await page.route('**/api/exports/**', (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ code: 'server.busy', title: 'Máy chủ đang bận', detail: 'Thử lại sau ít phút.' }) }),
  );
  await open(page, '/so-lieu');
  await page.getByRole('button', { name: 'Tải về (Excel / CSV)' }).click();
  await page.getByRole('button', { name: 'CSV (.csv)' }).click();
  await expect(page.getByText('Thử lại sau ít phút.')).toBeVisible();
});

test('the plan leaves as a Word appendix', async ({ page }) => {
  await open(page, '/ke-hoach/97');
  await page.getByRole('button', { name: 'Tải về (Excel / CSV)' }).click();
  const waits = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Phụ lục Word' }).click();
  expect((await waits).url()).toMatch(/\/api\/plans\/97\/appendix\?format=docx$/);
});
