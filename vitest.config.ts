import { defineConfig } from 'vitest/config'

// `quick` runs at every check, `slow` starts real agents and the real CLI; both run in CI. `long` holds whole samples
// against aims, some of which are not reached yet; it is run by hand.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'quick',
          include: ['{src,scripts,test}/**/*.test.ts'],
          exclude: ['**/*.{slow,long}.test.ts'],
          // A command takes a second to start, and ten where others have the machine.
          testTimeout: 60_000,
          // By itself it takes one worker of two cores, and half of them wait for boxes.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['{src,test}/**/*.slow.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // Each waits for its processes half of the time.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'long',
          include: ['{src,test}/**/*.long.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
