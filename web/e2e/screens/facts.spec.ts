import { expect, expect_accessible, open, test } from './open.ts';

test('wanted measures come first, the dearest on top; counted ones are not offered', async ({ page }) => {
  await open(page, '/so-lieu');
  await expect(page.locator('.list li').first()).toContainText('Văn bản còn xử lý giấy');
  await expect(page.locator('.list')).not.toContainText('Hồ sơ đã đến hạn trả');
  await page.getByRole('link', { name: '3 máy đếm' }).click();
  await page.getByRole('link', { name: /Hồ sơ đã đến hạn trả/ }).click();
  await expect(page.getByText('Số này do máy đếm từ công việc hằng ngày')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ghi số liệu' })).toHaveCount(0);
});

test('records a fact with evidence and tells what it did to the score', async ({ page }) => {
  await open(page, '/so-lieu?so_do=site_sections_stale');
  await page.getByLabel('Số liệu (chuyên mục)').fill('0');
  await page.getByLabel('Căn cứ').fill('Rà soát ngày 15/10');
  await page.locator('#fact-evidence-file').setInputFiles({ name: 'ra-soat.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
  await expect(page.locator('form')).toContainText('ra-soat.pdf');
  await page.getByRole('button', { name: 'Ghi số liệu' }).click();
  await expect(page.getByText('Đã ghi. Chỉ số từ 91,42 thành 91,82.')).toBeVisible();
  await expect(page.locator('.panel ol')).toContainText('Rà soát ngày 15/10');
  await page.getByRole('button', { name: 'Xem tiêu chí 7.4' }).click();
  await page.waitForURL('**/chi-so/7.4');
});

test('asks what 1.248 means where decimals are possible', async ({ page }) => {
  await page.route('**/api/facts?*', async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    body.measures[0].type = 'number';
    await route.fulfill({ json: body });
  });
  await open(page, '/so-lieu?so_do=documents_on_paper');
  await page.getByLabel('Số liệu (văn bản)').fill('1.248');
  await page.getByRole('button', { name: 'Ghi số liệu' }).click();
  await expect(page.getByRole('link', { name: 'Chọn số anh, chị muốn ghi.' })).toBeVisible();
  await expect_accessible(page);
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/facts') && request.method() === 'POST');
  await page.getByRole('radio', { name: '1,248' }).check();
  await page.getByRole('button', { name: 'Ghi số liệu' }).click();
  expect((await sent).postDataJSON().value).toBe('1.248');
});

test('a refused fact says at its field what to do', async ({ page }) => {
  await open(page, '/so-lieu?so_do=documents_on_paper');
  await page.getByLabel('Số liệu (văn bản)').fill('-5');
  await page.getByRole('button', { name: 'Ghi số liệu' }).click();
  await expect(page.locator('ds-error-summary')).toBeFocused();
  await page.getByRole('link', { name: /Số này không được âm/ }).click();
  await expect(page.getByLabel('Số liệu (văn bản)')).toBeFocused();
  await expect_accessible(page);
});

test('refuses a day outside the period before sending', async ({ page }) => {
  await open(page, '/so-lieu?so_do=documents_on_paper');
  await page.getByLabel('Số liệu (văn bản)').fill('5');
  await page.getByLabel('Tính đến ngày').fill('2024-11-01');
  await page.getByRole('button', { name: 'Ghi số liệu' }).click();
  await expect(page.getByRole('link', { name: 'Ngày phải từ 01/01/2024 đến 15/10/2024.' })).toBeVisible();
});

test('a correction is a new entry; the old one stays', async ({ page }) => {
  await open(page, '/so-lieu?so_do=documents_on_paper');
  await page.getByRole('button', { name: 'Sửa bằng mục mới' }).click();
  await expect(page.getByText('Sửa số 112 văn bản ngày 01/10/2024.')).toBeVisible();
  await page.getByLabel('Số liệu (văn bản)').fill('110');
  await page.getByRole('button', { name: 'Ghi bản sửa' }).click();
  await expect(page.locator('.panel ol li').first()).toContainText('110 văn bản');
  await expect(page.locator('.panel ol li').first()).toContainText('Bản sửa');
  await expect(page.locator('.panel ol li').nth(1)).toContainText('Đã thay');
});

test('keeps last year’s result and warns when it does not add up', async ({ page }) => {
  await open(page, '/ket-qua-nam-truoc');
  await page.getByLabel('Tổng điểm').fill('193,86');
  await page.getByLabel('Quyết định công bố').fill('9018/QĐ-UBND ngày 20/12/2023');
  await page.getByText('Dán bảng điểm từ Excel').click();
  await page.getByLabel('Bảng điểm').fill('1.1\tHoàn thành nhiệm vụ\t5,25\nkhông hiểu');
  await page.getByRole('button', { name: 'Lấy số từ bảng' }).click();
  await expect(page.getByLabel('Điểm của tiêu chí 1.1')).toHaveValue('5,25');
  await expect(page.getByText('1 dòng không hiểu được')).toBeVisible();
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.getByRole('link', { name: 'Điểm lớn hơn điểm tối đa 100.' })).toBeVisible();
  await page.getByLabel('Tổng điểm').fill('93,86');
  await page.getByRole('button', { name: 'Lưu' }).click();
  await expect(page.getByText('Đã lưu kết quả năm 2023')).toBeVisible();
});

test('a wrong criteria set is refused with its places', async ({ page }) => {
  await open(page, '/bo-tieu-chi');
  await page.locator('#set-file').setInputFiles({ name: 'bo.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1') });
  await expect(page.getByText('bo.json không phải tệp JSON đúng.')).toBeVisible();
  await page.locator('#set-file').setInputFiles({ name: 'bo.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1}') });
  await expect(page.getByText('Thiếu danh sách tiêu chí.')).toBeVisible();
  await page.locator('#set-file').setInputFiles({ name: 'bo.json', mimeType: 'application/json', buffer: Buffer.from('{"criteria": []}') });
  await expect(page.getByText('Đã nhập bộ tiêu chí moi.')).toBeVisible();
});
