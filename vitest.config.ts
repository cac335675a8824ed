import { defineConfig } from 'vitest/config'

// Two tiers: `quick` runs at every check, `slow` starts real agents and the real CLI. Both run in CI.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'quick',
          include: ['{src,scripts,test}/**/*.test.ts'],
          exclude: ['**/*.slow.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['{src,test}/**/*.slow.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
