import { expect, expect_accessible, open, test } from './open.ts';

test('groups by due day; what others wait for stands with it', async ({ page }) => {
  await open(page, '/viec-cua-toi');
  for (const [group, stt] of [['Quá hạn', 'việc 1'], ['Hôm nay', 'việc 8'], ['Tuần này', 'việc 6'], ['Sau', 'việc 12']] as const) {
    await expect(page.getByRole('region', { name: new RegExp(`^${group} `) })).toContainText(stt);
  }
  await expect(page.getByRole('region', { name: /^Số liệu cần nhập/ })).toContainText('Văn bản còn xử lý giấy');
  await expect(page.getByRole('region', { name: /^Minh chứng được yêu cầu/ })).toContainText('Quá 4 ngày');
});

test('X marks, Shift X a range, and one progress goes to all of them', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.waitForURL('**/viec-cua-toi');
  await expect(page.getByText('5 việc chưa xong')).toBeVisible();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await page.getByRole('button', { name: 'Cập nhật 3 việc' }).click();
  await page.locator('#batch-percent').fill('130');
  await page.getByRole('button', { name: 'Cập nhật 3 việc' }).click();
  await expect(page.getByRole('link', { name: 'Nhập số nguyên từ 0 đến 100.' })).toBeVisible();
  await expect_accessible(page);
  await page.locator('#batch-percent').fill('98');
  await page.getByRole('button', { name: 'Cập nhật 3 việc' }).click();
  await expect(page.getByText('Đã cập nhật 3 việc: 98%.')).toBeVisible();
  await expect(page.locator('#task-t-PAR-6')).toContainText('98%');
});

test('what a batch was refused stays marked, and what was typed stays', async ({ page }) => {
  await open(page, '/viec-cua-toi');
  await page.route('**/t-PAR-6/progress', (route) => route.abort());
  await page.getByRole('checkbox', { name: /^Đánh dấu:/ }).nth(1).check();
  await page.getByRole('checkbox', { name: /^Đánh dấu:/ }).nth(2).check();
  await page.getByRole('button', { name: 'Cập nhật 2 việc' }).click();
  await page.locator('#batch-note').fill('Đã rà soát');
  await page.getByRole('button', { name: 'Cập nhật 2 việc' }).click();
  await expect(page.locator('ds-error-summary')).toContainText('Không kết nối được với máy chủ.');
  await expect(page.locator('#batch-note')).toHaveValue('Đã rà soát');
  await expect(page.getByRole('button', { name: 'Cập nhật 1 việc' })).toBeVisible();
});

test('more time is asked for, granted, and refused only with a reason', async ({ page }) => {
  await open(page, '/viec-cua-toi?viec=t-PAR-6&lam=gia-han');
  await page.locator('#extension-day').fill('2024-11-30');
  await page.locator('#extension-reason').fill('Chờ biên bản của phòng Tư pháp');
  await page.locator('form').getByRole('button', { name: 'Xin gia hạn' }).click();
  await expect(page.getByText('Đã gửi đề nghị gia hạn đến 30/11/2024.')).toBeVisible();
  await page.keyboard.press('Escape');
  const asked = page.getByRole('region', { name: /^Xin gia hạn chờ anh, chị trả lời/ });
  await expect(asked.getByRole('listitem')).toHaveCount(2);
  await asked.getByRole('listitem').filter({ hasText: 'Đỗ Thị Lan' }).getByRole('button', { name: 'Không đồng ý' }).click();
  await asked.locator('form').getByRole('button', { name: 'Không đồng ý' }).click();
  await expect(page.getByRole('link', { name: 'Ghi lý do để người đề nghị biết phải làm gì.' })).toBeVisible();
  await expect_accessible(page);
  await page.locator('#refusal').fill('Số liệu quý III đã có');
  await asked.locator('form').getByRole('button', { name: 'Không đồng ý' }).click();
  await expect(asked.getByRole('listitem')).toHaveCount(1);
  await asked.getByRole('button', { name: 'Đồng ý', exact: true }).click();
  await expect(asked).toHaveCount(0);
});

test('nothing due: says what comes next; a failure is never an empty list', async ({ page }) => {
  const none = { as_of: '2024-10-15T08:15:07+07:00', date: '2024-10-15', week_end: '2024-10-20', overdue: [], today: [], this_week: [], later: [], facts: [], evidence: [], approvals: [], next: { id: '1', title: 'Lấy phiếu điều tra xã hội học', due_on: '2024-10-25' } };
  await page.route('**/api/my-work', (route) => route.fulfill({ json: none }));
  await open(page, '/viec-cua-toi');
  await expect(page.getByText('Không còn việc đến hạn. Việc tiếp theo: Lấy phiếu điều tra xã hội học, 25/10.')).toBeVisible();
  await expect_accessible(page);
  await page.unroute('**/api/my-work');
  await page.route('**/api/my-work', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Mã hỗ trợ');
  await expect(page.getByText('Không còn việc đến hạn')).toHaveCount(0);
});
