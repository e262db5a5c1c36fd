// The citizen's pages on a phone: a dossier of the demonstration looked up by the code of its slip, a procedure found and
// read, in both languages and both lights, also without scripts.
import { type APIRequestContext } from '@playwright/test';
import { expect, test, violations } from '../screens/open.ts';
import { link_of } from './links.ts';

const PHONE = { width: 390, height: 844 };
const TARGET = 44;
type Listed = { id: string; state: { code: string } };
type Looked = { row: { code: string }; lookup: string; applicant: { name: string } };

let dossiers: { open: Looked; ready?: Looked; paused?: Looked };

async function first(request: APIRequestContext, view: string): Promise<Looked | undefined> {
  const list = (await (await request.get(`/api/records?type=dossier&view=${view}`)).json()) as { records: Listed[] };
  const found = list.records[0];
  return found ? ((await (await request.get(`/api/records/${found.id}`)).json()) as Looked) : undefined;
}

test.beforeAll(async ({ browser }) => {
  const desk = await browser.newContext();
  const page = await desk.newPage();
  await page.goto(link_of('auditor'));
  await page.waitForURL((url) => url.pathname !== '/vao');
  const open = await first(desk.request, 'open');
  if (!open) throw new Error('The demonstration has no open dossier.');
  dossiers = { open, ready: await first(desk.request, 'ready'), paused: await first(desk.request, 'paused') };
  await desk.close();
});

test.use({ viewport: PHONE, javaScriptEnabled: true });

test('a dossier is looked up by the code of its slip, and by nothing that can be guessed', async ({ page }) => {
  await page.goto('/tra-cuu');
  await page.getByLabel('Mã tra cứu').fill(dossiers.open.lookup.toLowerCase());
  await page.getByRole('button', { name: 'Tra cứu' }).click();
  await expect(page.getByRole('region')).toContainText('Ngày nhận');
  await expect(page.locator('main')).not.toContainText(dossiers.open.applicant.name);
  await expect(page.locator('main')).not.toContainText(dossiers.open.row.code);
  await page.getByLabel('Mã tra cứu').fill(dossiers.open.row.code);
  await page.getByRole('button', { name: 'Tra cứu' }).click();
  await expect(page.getByRole('alert')).toContainText('Không tìm thấy hồ sơ có mã này.');
});

test('a procedure is found without marks and read on the way to the counter', async ({ page }) => {
  await page.goto('/thu-tuc');
  await page.getByLabel('Tìm thủ tục').fill('ket hon');
  await page.getByRole('button', { name: 'Tìm' }).click();
  await page.getByRole('link', { name: /^Đăng ký kết hôn Trong ngày/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Đăng ký kết hôn');
  const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
  expect(headings).toEqual(['Giấy tờ cần có', 'Bao lâu', 'Bao nhiêu tiền', 'Nộp ở đâu', 'Kết quả', 'Căn cứ']);
  await expect(page.getByRole('link', { name: 'Mở Cổng Dịch vụ công quốc gia' })).toHaveAttribute('href', 'https://dichvucong.gov.vn');
  await page.getByRole('link', { name: 'Read this page in English' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('What you need');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('everything works', async ({ page }) => {
    await page.goto(`/tra-cuu?ma=${dossiers.open.lookup}`);
    await expect(page.getByText('Ngày nhận')).toBeVisible();
    await page.getByRole('link', { name: 'Thủ tục' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thủ tục');
  });
});

test('the keyboard reaches the content first', async ({ page }) => {
  await page.goto('/tra-cuu');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Đến nội dung chính' })).toBeFocused();
});

for (const scheme of ['light', 'dark'] as const) {
  for (const language of ['vi', 'en'] as const) {
    test(`the pages are accessible: ${scheme}, ${language}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      const looked = [dossiers.open, dossiers.ready, dossiers.paused].filter((one) => one !== undefined).map((one) => `/tra-cuu?ma=${one.lookup}`);
      for (const address of ['/tra-cuu', '/tra-cuu?ma=ABCDEFGHJKLM', ...looked, '/thu-tuc', '/thu-tuc?tim=zzzz', '/thu-tuc/1.001193', '/thu-tuc/0']) {
        await page.goto(address + (address.includes('?') ? '&' : '?') + `lang=${language}`);
        expect.soft(await violations(page), address).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect.soft(wide, `${address} must not scroll sideways`).toBeLessThanOrEqual(0);
        const small = await page.evaluate((least) => [...document.querySelectorAll('a:not(.skip), button, input:not([type=hidden])')]
          .filter((one) => one.getBoundingClientRect().height < least).map((one) => one.outerHTML), TARGET);
        expect.soft(small, `${address}: what is touched is ${TARGET} px high`).toEqual([]);
        const folder = process.env.SEN_PICTURES;
        if (folder) await page.screenshot({ path: `${folder}/${scheme}-${language}-${address.replace(/\W+/g, '_').slice(0, 30)}.png`, fullPage: true });
      }
    });
  }
}
