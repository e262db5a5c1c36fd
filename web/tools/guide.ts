// Takes the pictures of docs/guide and the README from a running demonstration:
//   node tools/guide.ts http://127.0.0.1:8080/vao#CHAIR http://127.0.0.1:8080/vao#STAFF   (links of `sen serve --links`)
import { chromium, type Page } from '@playwright/test';

const link = process.argv[2];
if (!link) throw new Error('Give the sign-in link of the chair.');
const folder = new URL('../../docs/guide/images/', import.meta.url).pathname;
const cockpit = new URL('../../docs/images/cockpit.png', import.meta.url).pathname;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const context = await browser.newContext({
  viewport: { width: 1366, height: 768 },
  locale: 'vi-VN',
  timezoneId: 'Asia/Ho_Chi_Minh',
});
const page = await context.newPage();

async function open(address: string): Promise<Page> {
  await page.goto(new URL(address, link).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined); // the live stream never rests
  await page.waitForTimeout(400);
  return page;
}
async function shoot(name: string, path = `${folder}${name}.png`): Promise<void> {
  await page.screenshot({ path });
}

await page.goto(new URL('/dang-nhap', link).href);
await page.getByRole('textbox').first().waitFor();
await shoot('dang-nhap');
await page.goto(link);
await page.getByText('Chỉ số CCHC tạm tính').waitFor();
await open('/');
await shoot('dieu-hanh');
await shoot('', cockpit);
await open('/chi-so');
await shoot('chi-so');
await open('/chi-so/3.2');
await shoot('tieu-chi');
await open('/so-lieu');
await shoot('so-lieu');
await open('/ke-hoach');
await shoot('ke-hoach');
const plans = (await (await context.request.get(new URL('/api/plans', link).href)).json()) as { id: string }[];
if (plans[0]) {
  await open(`/ke-hoach/${plans[0].id}/tong-ket`);
  await shoot('tong-ket');
  const plan = (await (await context.request.get(new URL(`/api/plans/${plans[0].id}`, link).href)).json()) as {
    groups: { tasks: { id: string; state: string }[] }[];
  };
  const done = plan.groups.flatMap((group) => group.tasks).find((task) => task.state === 'done');
  if (done) {
    await open(`/viec/${done.id}`);
    await shoot('viec');
  }
}
await open('/ke-hoach/nhap');
await shoot('nhap-ke-hoach');
await open('/ket-qua-nam-truoc');
await shoot('ket-qua-nam-truoc');
await open('/bo-tieu-chi');
await shoot('bo-tieu-chi');
await open('/cac-nam');
await shoot('cac-nam');
await open('/thong-bao');
await shoot('thong-bao');
await open('/mot-cua');
await shoot('mot-cua');
const late = (await (await context.request.get(new URL('/api/records?type=dossier&view=late', link).href)).json()) as { records: { id: string }[] };
if (late.records[0]) {
  await open(`/mot-cua/${late.records[0].id}`);
  await shoot('ho-so');
}
await open('/nhat-ky');
await shoot('nhat-ky');
await open('/don-doc');
await shoot('don-doc');
await open('/cai-dat/nguoi');
await shoot('nguoi');
await open('/tai-khoan');
await shoot('tai-khoan');
await page.setViewportSize({ width: 390, height: 844 });
await open('/');
await shoot('dien-thoai');
const staff = process.argv[3];
if (staff) {
  await context.clearCookies();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(staff);
  await page.getByText('Chỉ số CCHC tạm tính').waitFor();
  await open('/viec-cua-toi');
  await shoot('viec-cua-toi');
}
await browser.close();
