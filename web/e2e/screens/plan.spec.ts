import { expect, expect_accessible, open, test } from './open.ts';

test('27 tasks stand on one screen in two columns', async ({ page }) => {
  await open(page, '/ke-hoach');
  await page.waitForURL('**/ke-hoach/97');
  await expect(page.locator('.two li')).toHaveCount(27);
  const last = await page.locator('.two section').first().locator('li').last().boundingBox();
  expect(last!.y + last!.height).toBeLessThanOrEqual(768);
});

test('on a phone the rows of the overview stand below each other', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/ke-hoach/97?xem=toan-canh');
  await expect(page.locator('.two li')).toHaveCount(27);
  const spills = await page.locator('.two li').evaluateAll((rows) => rows.filter((row) => row.scrollHeight > row.clientHeight + 1).length);
  expect(spills).toBe(0);
});

test('keys 1–4 change the view, the address keeps it', async ({ page }) => {
  await open(page, '/ke-hoach/97');
  for (const [key, view] of [['2', 'bang'], ['3', 'bo-phan'], ['4', 'lich'], ['1', 'toan-canh']] as const) {
    await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`xem=${view}`));
  }
});

test('filters and sorts by the address', async ({ page }) => {
  await open(page, '/ke-hoach/97?xem=bang&trang_thai=slow');
  await expect(page.locator('tbody tr')).toHaveCount(7);
  await page.getByRole('link', { name: 'Điểm giữ, tình trạng' }).click();
  await expect(page).toHaveURL(/xep=diem/);
  await expect(page.locator('tbody tr').first()).toContainText('−1,00');
  await expect(page.getByRole('columnheader', { name: 'Điểm giữ' })).toHaveAttribute('aria-sort', 'descending');
});

test('U updates progress, and undo takes it back', async ({ page }) => {
  await open(page, '/ke-hoach/97?xem=toan-canh');
  await page.keyboard.press('j');
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/viec=t-PAR-1.*lam=tien-do|lam=tien-do.*viec=t-PAR-1/);
  await page.getByRole('spinbutton', { name: 'Tiến độ' }).fill('130');
  await page.locator('form').getByRole('button', { name: 'Cập nhật tiến độ' }).click();
  await expect(page.getByRole('link', { name: 'Nhập số nguyên từ 0 đến 100.' })).toBeVisible();
  await expect_accessible(page);
  await page.getByRole('spinbutton', { name: 'Tiến độ' }).fill('95');
  await page.getByLabel('Ghi chú').fill('Đã trình báo cáo');
  await page.locator('form').getByRole('button', { name: 'Cập nhật tiến độ' }).click();
  await expect(page.locator('#task-t-PAR-1')).toContainText('95%');
  await expect(page.locator('.history')).toContainText('Đã trình báo cáo');
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(page.locator('#task-t-PAR-1')).toContainText('79%');
  await page.keyboard.press('Escape');
  await expect(page.locator('aside.panel')).toHaveCount(0);
});

test('two people write one task: the second sees both and chooses', async ({ page }) => {
  await open(page, '/ke-hoach/97?xem=toan-canh');
  await page.keyboard.press('j');
  await page.keyboard.press('u');
  await page.getByRole('spinbutton', { name: 'Tiến độ' }).fill('95');
  await page.request.post('/api/tasks/t-PAR-1/progress', { data: { percent: 85, note: 'Người khác ghi', evidence: [] } });
  const clash = page.getByRole('alert').filter({ hasText: 'Người khác vừa ghi 85%; anh, chị đang nhập 95%.' });
  await expect(clash).toBeVisible();
  await expect_accessible(page);
  await clash.getByRole('button', { name: 'Ghi 95%' }).click();
  await expect(page.locator('#task-t-PAR-1')).toContainText('95%');
});

test('what was typed survives a reload', async ({ page }) => {
  await open(page, '/viec/t-PAR-6?lam=tien-do');
  await page.getByLabel('Ghi chú').fill('Đang chờ số liệu');
  await page.reload();
  await expect(page.getByLabel('Ghi chú')).toHaveValue('Đang chờ số liệu');
});

test('A assigns, with undo to the person before', async ({ page }) => {
  await open(page, '/viec/t-PAR-6');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('a');
  await page.getByLabel('Giao cho').selectOption({ label: 'Đỗ Thị Lan – Công chức' });
  await page.locator('form').getByRole('button', { name: 'Giao việc' }).click();
  await expect(page.getByText('Đã giao việc cho Đỗ Thị Lan')).toBeVisible();
  await expect(page.locator('.history')).toContainText('Giao việc cho Đỗ Thị Lan');
});

test('closing a task wins its points and shows the evidence in its history', async ({ page }) => {
  await open(page, '/viec/t-PAR-9?lam=xong');
  await page.getByLabel('Kết quả').fill('Đủ 6 chuyên mục');
  await page.locator('#close-file').setInputFiles({ name: 'anh.png', mimeType: 'image/png', buffer: Buffer.from('png') });
  await expect(page.locator('form')).toContainText('anh.png');
  await page.locator('form').getByRole('button', { name: 'Xong' }).click();
  await expect(page.locator('.rail')).toContainText('91,82');
  await expect(page.locator('.history')).toContainText('Xong: Đủ 6 chuyên mục');
  await page.locator('.history').getByRole('link', { name: 'anh.png' }).click();
  await page.waitForURL('**/minh-chung/*');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('anh.png');
});

test('reopening asks for a reason', async ({ page }) => {
  await open(page, '/viec/t-PAR-2?lam=mo-lai');
  await page.locator('form').getByRole('button', { name: 'Mở lại' }).click();
  await expect(page.getByRole('link', { name: 'Nhập lý do mở lại.' })).toBeVisible();
  await page.getByLabel('Lý do mở lại').fill('Thiếu danh sách lớp');
  await page.locator('form').getByRole('button', { name: 'Mở lại' }).click();
  await expect(page.getByText('Đã mở lại việc 2')).toBeVisible();
});

test('a row keeps what was typed when the sending fails', async ({ page }) => {
  await open(page, '/viec/t-PAR-6?lam=tien-do');
  await page.route('**/progress', (route) => route.abort());
  await page.getByLabel('Ghi chú').fill('Giữ lại');
  await page.locator('form').getByRole('button', { name: 'Cập nhật tiến độ' }).click();
  await expect(page.locator('ds-error-summary')).toContainText('Không kết nối được với máy chủ.');
  await expect(page.getByLabel('Ghi chú')).toHaveValue('Giữ lại');
  const keys: string[] = [];
  await page.unroute('**/progress');
  page.on('request', (request) => {
    if (request.url().endsWith('/progress')) keys.push(request.headers()['idempotency-key'] ?? '');
  });
  await page.locator('form').getByRole('button', { name: 'Cập nhật tiến độ' }).click();
  await expect(page.locator('.history')).toContainText('Giữ lại');
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
});

test('imports a plan: read, look, accept, adopt', async ({ page }) => {
  await open(page, '/ke-hoach/nhap');
  await page.locator('#plan-file').setInputFiles({ name: 'hong.txt', mimeType: 'text/plain', buffer: Buffer.from('hỏng') });
  await expect(page.getByRole('alert')).toContainText('Văn bản không có bảng phụ lục nhiệm vụ.');
  await page.locator('#plan-file').setInputFiles({ name: 'ke-hoach-97.txt', mimeType: 'text/plain', buffer: Buffer.from('KẾ HOẠCH') });
  await expect(page.getByText('Đọc được 27 việc trong 3 nhóm')).toBeVisible();
  await expect_accessible(page);
  await page.getByRole('checkbox', { name: /Chi đạo → Chỉ đạo/ }).check();
  await expect(page.locator('.group ins').first()).toHaveText('Chỉ đạo');
  await page.reload();
  await expect(page.getByText('nhận 1/4 đề xuất')).toBeVisible();
  await page.getByRole('button', { name: 'Chỉ 2 việc cần xem' }).click();
  await expect(page.locator('.group li')).toHaveCount(2);
  await page.locator('.group li').first().getByRole('button', { name: 'Sửa' }).click();
  await page.locator('.group li').first().getByLabel('Chủ trì').fill('Văn phòng – Thống kê');
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/plans') && request.method() === 'POST');
  await page.getByRole('button', { name: 'Đưa 27 việc vào theo dõi' }).click();
  const body = (await sent).postDataJSON();
  expect(body.accepted_proposals).toEqual(['p1']);
  expect(body.document.appendix.tasks[0].lead.text).toBe('Văn phòng – Thống kê');
  expect(body.document.appendix.tasks).toHaveLength(27);
  await page.waitForURL('**/ke-hoach/97');
});
