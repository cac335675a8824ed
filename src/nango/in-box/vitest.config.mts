// Ours alone: whatever a project says about its tests is not asked.
export default {
  root: '/project',
  cacheDir: '/tmp/vite',
  test: {
    include: ['*/tests/*.test.ts'],
    setupFiles: ['/opt/assay/in-box/vitest-setup.mts'],
    pool: 'threads',
    isolate: false,
    fileParallelism: false,
    allowOnly: false,
    passWithNoTests: false,
    retry: 0,
    cache: false,
    watch: false,
    silent: true,
  },
}
