// One's own account, and the people of the unit: what is dangerous asks who sits there, what takes two people waits.
import type { Page } from '@playwright/test';
import { expect, expect_accessible, open, test } from './open.ts';

async function as_admin(page: Page, address: string) {
  await page.request.post('/mock/reset');
  await page.goto('/vao#quan-tri');
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(address);
  await expect(page.locator('main h1').first()).toBeAttached();
}

test('turns the second factor on, after saying who sits there', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('button', { name: /thiết lập và đăng xuất/ }).click();
  await page.getByRole('link', { name: 'Tài khoản của tôi' }).click();
  await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
  const dialog = page.getByRole('dialog', { name: 'Xác thực lại' });
  await dialog.getByLabel('Mật khẩu hoặc mã 6 số').fill('khong phai');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Mật khẩu hiện tại không đúng.').first()).toBeVisible();
  await dialog.getByLabel('Mật khẩu hoặc mã 6 số').fill('dung');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: 'Mã QR để ứng dụng xác thực quét' })).toBeVisible();
  await expect_accessible(page);
  await page.getByLabel('Mã xác nhận 6 số').fill('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Mã chưa khớp.').first()).toBeVisible();
  await page.getByLabel('Mã xác nhận 6 số').fill('123456');
  await page.getByRole('button', { name: 'Xác nhận và bật' }).click();
  await expect(page.getByText('ABCD-EFGH-JK0M-NPQR')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Xong' })).toBeDisabled();
  await page.getByLabel('Tôi đã cất các mã này').check();
  await page.getByRole('button', { name: 'Xong' }).click();
  await expect(page.getByText('còn 10 mã dự phòng')).toBeVisible();
});

test('a dangerous act is given up with the dialog', async ({ page }) => {
  await open(page, '/tai-khoan');
  await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
  const dialog = page.getByRole('dialog', { name: 'Xác thực lại' });
  await expect(dialog.getByLabel('Mật khẩu hoặc mã 6 số')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Việc này cần xác thực lại.')).toBeVisible();
});

test('sessions are ended, a password is changed', async ({ page }) => {
  await open(page, '/tai-khoan');
  await expect(page.getByText('Máy này')).toBeVisible();
  await page.getByRole('button', { name: 'Kết thúc phiên Safari, iPhone' }).click();
  await expect(page.getByText('Safari, iPhone')).toHaveCount(0);
  await page.getByLabel('Mật khẩu hiện tại').fill('dung');
  await page.getByLabel('Mật khẩu mới').fill('ngắn');
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await expect(page.getByText('Mật khẩu mới cần ít nhất 12 ký tự.').first()).toBeVisible();
  await page.getByLabel('Mật khẩu mới').fill('năm con cá vàng bơi ngược');
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await expect(page.getByText('Đã đổi mật khẩu.')).toBeVisible();
});

test('a required second factor comes before every screen', async ({ page }) => {
  await page.request.post('/mock/reset');
  await page.goto('/vao#phai-bat');
  await page.waitForURL('**/tai-khoan');
  await page.goto('/chi-so');
  await page.waitForURL('**/tai-khoan');
  await expect(page.getByRole('alert')).toContainText('có xác thực hai bước');
});

test('a link of an account with a second factor asks for the code', async ({ page }) => {
  await page.request.post('/mock/reset');
  await page.goto('/vao#hai-buoc');
  await page.getByLabel('Mã xác nhận 6 số').fill('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Mã xác thực không đúng hoặc đã dùng.').first()).toBeVisible();
  await expect_accessible(page);
  await page.getByLabel('Mã xác nhận 6 số').fill('123456');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
});

test('a person is added with a seat and a link to hand over', async ({ page }) => {
  await as_admin(page, '/cai-dat/nguoi');
  await page.getByRole('button', { name: 'Thêm cán bộ' }).click();
  await page.getByLabel('Họ và tên').fill('Đỗ Thị Mai Lan');
  await expect(page.getByLabel('Tên đăng nhập')).toHaveValue('lan.dtm');
  await page.getByLabel('Bộ phận', { exact: true }).selectOption('office_statistics');
  await page.getByRole('button', { name: 'Thêm và cấp liên kết' }).click();
  await expect(page.getByLabel(/Đưa liên kết này cho người đó/)).toHaveValue(/\/vao#moi-cap$/);
  await expect(page.getByRole('row', { name: /Đỗ Thị Mai Lan/ })).toContainText('lan.dtm');
  await expect_accessible(page);
});

test('a privileged role waits for a second person', async ({ page }) => {
  await as_admin(page, '/cai-dat/nguoi');
  await page.getByRole('button', { name: 'Sửa Trần Văn Đức' }).click();
  const dialog = page.getByRole('dialog', { name: 'Trần Văn Đức' });
  await dialog.getByLabel('Vai trò').first().selectOption('auditor');
  await expect_accessible(page);
  await dialog.getByRole('button', { name: 'Đổi vai trò' }).click();
  await page.getByLabel('Mật khẩu hoặc mã 6 số').fill('123456');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Đã ghi đề nghị.')).toBeVisible();
  await expect(page.getByRole('region', { name: '1 đề nghị chờ người thứ hai' })).toContainText('Giao vai trò Kiểm tra cho Trần Văn Đức');
  await expect(page.getByRole('button', { name: 'Đồng ý', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Rút lại' }).click();
  await expect(page.getByText('đề nghị chờ người thứ hai')).toHaveCount(0);
});

test('people are found without diacritics, those who left when asked for', async ({ page }) => {
  await as_admin(page, '/cai-dat/nguoi?tim=van%20duc');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.goto('/cai-dat/nguoi?da_nghi=co');
  await expect(page.getByText('Lê Thị Nghỉ')).toBeVisible();
});

test('the unit requires the second factor', async ({ page }) => {
  await as_admin(page, '/cai-dat');
  await page.getByRole('button', { name: 'Bắt buộc', exact: true }).click();
  await page.getByLabel('Mật khẩu hoặc mã 6 số').fill('dung');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Thôi bắt buộc' })).toBeVisible();
});

test('who manages nobody sees the list and changes nothing', async ({ page }) => {
  await open(page, '/cai-dat/nguoi');
  await expect(page.getByText('Trần Văn Đức')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Thêm cán bộ' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Sửa/ })).toHaveCount(0);
});

test('at 320 px nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const address of ['/tai-khoan', '/cai-dat', '/cai-dat/nguoi']) {
    await open(page, address);
    const wide = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(wide, address).toBeLessThanOrEqual(0);
  }
});
