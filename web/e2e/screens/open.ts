/** How the tests of the screens begin: a fresh mock, a signed-in person, every console error a failure. */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        // A refused request shows as a console error; the screens must say it, the console may.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text());
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** Signs in with a one-time link and opens an address. */
export async function open(page: Page, address: string): Promise<void> {
  await page.request.post('/mock/reset');
  await page.goto('/vao#mot-lan');
  await page.waitForURL((url) => url.pathname === '/');
  if (address !== '/') await page.goto(address);
  await expect(page.locator('main h1').first()).toBeAttached();
}

/** What breaks WCAG 2.2 A and AA or axe's best practices, with its places. */
export async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

export async function expect_accessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

export { expect };
