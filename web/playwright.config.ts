import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

// The screens are tested against the mock; where the program is built, the paths of e2e/real run against it, on a
// demonstration commune made for them.
const mock = 'http://127.0.0.1:4199';
const real = 'http://127.0.0.1:4198';
const binary = resolve(process.env.SEN_BINARY ?? '../build/sen');
const is_built = existsSync(binary);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  forbidOnly: !!process.env.CI,
  // Generous, because a test machine may be busy building at the same time.
  timeout: 90_000,
  // A test that passes on its second try is reported as flaky, so that it is seen; one that fails twice fails.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
    // Without the film: it alone costs a fifth of the run.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
  projects: [
    { name: 'screens', testMatch: 'screens/*.spec.ts', use: { baseURL: mock } },
    ...(is_built ? [{ name: 'real', testMatch: 'real/*.spec.ts', use: { baseURL: real } }] : []),
  ],
  webServer: [
    {
      command: 'node e2e/mock/server.ts 4199',
      url: `${mock}/lotus.svg`,
      reuseExistingServer: !process.env.CI,
      stdout: 'ignore',
    },
    ...(is_built
      ? [
          {
            command: `node e2e/real/serve.ts 4198 ${binary}`,
            url: `${real}/api/health`,
            reuseExistingServer: false,
            stdout: 'ignore' as const,
            gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5000 },
          },
        ]
      : []),
  ],
});
