import { expect, test } from './open.ts';

test('leads to the sign-in page and back to the address that was asked for', async ({ page }) => {
  await page.goto('/ke-hoach/97?xem=bang');
  await page.waitForURL('**/dang-nhap?tiep=*');
  await page.getByLabel('Tên đăng nhập').fill('huyen');
  await page.getByLabel('Mật khẩu').fill('sai');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByText('Tên hoặc mật khẩu chưa đúng.')).toBeVisible();
  await page.getByLabel('Mật khẩu').fill('dung');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/ke-hoach/97?xem=bang');
});

test('a one-time link signs in, and its token leaves the address', async ({ page }) => {
  await page.goto('/vao#mot-lan');
  await page.waitForURL((url) => url.pathname === '/' && url.hash === '');
  await page.goBack().catch(() => undefined);
  expect(page.url()).not.toContain('mot-lan');
});

test('a used link says what to do', async ({ page }) => {
  await page.goto('/vao#cu');
  await expect(page.getByRole('alert')).toContainText('Xin liên kết mới.');
  await expect(page.getByRole('link', { name: 'Đăng nhập' })).toBeVisible();
});

test('signs out', async ({ page }) => {
  await page.goto('/vao#mot-lan');
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('button', { name: /thiết lập và đăng xuất/ }).click();
  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
  await page.waitForURL('**/dang-nhap');
  await page.goto('/');
  await page.waitForURL('**/dang-nhap*');
});

test('a session that ends in the middle leads to the sign-in page', async ({ page, context }) => {
  await page.goto('/vao#mot-lan');
  await page.waitForURL((url) => url.pathname === '/');
  await context.clearCookies();
  // Whatever is asked next: here, because the network came back.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.waitForURL('**/dang-nhap?tiep=%2F');
});
