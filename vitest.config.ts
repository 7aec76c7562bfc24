import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts', 'db/**/*.test.ts'],
    globalSetup: ['test/harness/global.ts'],
    isolate: false,
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    env: { NODE_ENV: 'test', TZ: 'UTC' },
  },
  oxc: { jsx: { runtime: 'automatic' } },
})
