import { defineConfig } from '@playwright/test'
import { browserLaunch } from './test/harness/browser.ts'

/** Journeys in a real browser. The product under test listens at MOTCUA_URL; who starts it is not this file's business. */
export default defineConfig({
  testDir: 'test/journeys',
  globalSetup: './test/harness/product.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['line']],
  timeout: 30_000,
  use: {
    actionTimeout: 15_000,
    baseURL: process.env.MOTCUA_URL,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    browserName: 'chromium',
    launchOptions: await browserLaunch(),
    trace: process.env.MOTCUA_TRACE ? 'retain-on-failure' : 'off',
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      // The first counts what the whole province has done: twice at once, each would count the other's dossier.
      // The second publishes one procedure once; the third opens a modeler, which is a desktop program.
      testIgnore: /(dossier|procedure|bpmn)\.spec/,
      use: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    },
  ],
})
