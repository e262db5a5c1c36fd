import { expect, expect_accessible, open, test } from './open.ts';

test('a lead asks a body for evidence on the criterion page; it stands there and in the list', async ({ page }) => {
  await open(page, '/chi-so/3.2');
  await page.getByRole('button', { name: 'Yêu cầu minh chứng' }).click();
  const dialog = page.getByRole('dialog', { name: 'Yêu cầu minh chứng cho tiêu chí 3.2' });
  await dialog.getByLabel('Minh chứng cần nộp').fill('Sổ theo dõi hồ sơ quý III');
  await dialog.getByLabel('Bộ phận nộp').selectOption('');
  await dialog.getByRole('button', { name: 'Yêu cầu minh chứng' }).click();
  await expect(dialog.getByRole('link', { name: 'Chọn bộ phận nộp.' })).toBeVisible();
  await expect_accessible(page);
  await expect(dialog.getByLabel('Bộ phận nộp')).not.toContainText('Phòng Nội vụ');
  await dialog.getByLabel('Bộ phận nộp').selectOption('Văn phòng – Thống kê');
  await dialog.getByLabel('Hạn nộp').fill('2024-10-22');
  await dialog.getByRole('button', { name: 'Yêu cầu minh chứng' }).click();
  await expect(page.getByText('Đã gửi yêu cầu đến Văn phòng – Thống kê, hạn 22/10/2024.')).toBeVisible();
  await page.locator('.evidence').getByRole('link', { name: /Sổ theo dõi hồ sơ quý III/ }).click();
  await page.waitForURL('**/minh-chung?mo=*');
  await expect(page.locator('li.current')).toContainText('Sổ theo dõi hồ sơ quý III');
});

test('supplies from my work; the file stands with the request', async ({ page }) => {
  await open(page, '/viec-cua-toi');
  await page.getByRole('link', { name: 'Nộp minh chứng' }).last().click();
  await page.waitForURL('**/minh-chung?mo=r1&lam=nop');
  await page.locator('form').getByRole('button', { name: 'Nộp minh chứng' }).click();
  await expect(page.locator('ds-error-summary')).toContainText('Chọn ít nhất một tệp.');
  await page.locator('#request-file').setInputFiles({ name: 'bien-ban.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
  await expect(page.locator('form')).toContainText('bien-ban.pdf');
  await page.locator('form').getByRole('button', { name: 'Nộp minh chứng' }).click();
  await expect(page.getByText('Đã nộp 1 minh chứng theo yêu cầu.')).toBeVisible();
  const row = page.locator('#request-r1');
  await expect(row).toContainText('Đã nộp');
  await expect(row.getByRole('link', { name: 'bien-ban.pdf' })).toBeVisible();
});

test('explains by keyboard and keeps what was typed when the sending fails; withdraws with a reason', async ({ page }) => {
  await open(page, '/minh-chung');
  await expect(page.locator('#request-r1')).toHaveClass(/current/);
  await page.keyboard.press('j');
  await expect(page.locator('#request-r2')).toHaveClass(/current/);
  await page.locator('#request-r2').getByRole('button', { name: 'Giải trình' }).click();
  await page.route('**/explain', (route) => route.abort());
  await page.locator('#request-note').fill('Trang thông tin đang nâng cấp');
  await page.locator('form').getByRole('button', { name: 'Giải trình' }).click();
  await expect(page.locator('ds-error-summary')).toContainText('Không kết nối được với máy chủ.');
  await page.unroute('**/explain');
  await page.reload();
  await expect(page.locator('#request-note')).toHaveValue('Trang thông tin đang nâng cấp');
  await page.locator('form').getByRole('button', { name: 'Giải trình' }).click();
  await expect(page.getByText('Đã gửi lời giải trình.')).toBeVisible();
  await expect(page.locator('#request-r2')).toContainText('Đã giải trình');
  await page.locator('#request-r1').getByRole('button', { name: 'Rút yêu cầu' }).click();
  await page.locator('form').getByRole('button', { name: 'Rút yêu cầu' }).click();
  await expect(page.getByRole('link', { name: 'Ghi lý do rút yêu cầu.' })).toBeVisible();
  await expect_accessible(page);
  await page.locator('#request-note').fill('Đã có trong hệ thống');
  await page.locator('form').getByRole('button', { name: 'Rút yêu cầu' }).click();
  await page.getByRole('link', { name: '1 đã rút' }).click();
  await expect(page.locator('.list li')).toHaveCount(1);
});

test('a clerk answers what the own body was asked for, and asks for nothing', async ({ page }) => {
  await page.route('**/api/me', async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ json: { ...body, role: 'staff', rights: ['index_read', 'plan_read', 'evidence_read', 'evidence_add', 'notice_read'] } });
  });
  await open(page, '/');
  await page.goto('/minh-chung');
  await expect(page.locator('#request-r1').getByRole('button', { name: 'Nộp minh chứng' })).toBeVisible();
  await expect(page.locator('#request-r2').getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Rút yêu cầu' })).toHaveCount(0);
  await page.goto('/chi-so/3.2');
  await expect(page.locator('.evidence')).toContainText('Mọi yêu cầu');
  await expect(page.getByRole('button', { name: 'Yêu cầu minh chứng' })).toHaveCount(0);
});

test('a failure is not an empty list', async ({ page }) => {
  await page.route('**/api/evidence-requests*', (route) => route.fulfill({ status: 500, body: '{}' }));
  await open(page, '/minh-chung');
  await expect(page.getByRole('alert')).toContainText('Mã hỗ trợ');
  await expect(page.getByText('chưa có yêu cầu minh chứng')).toHaveCount(0);
});
