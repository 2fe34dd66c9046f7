import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The desk rig needs programs that a machine may not have: `npm run test:desk`.
    exclude: ['test/desk/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Most of the long ones wait for real processes, so two at once fit on two cores without waking each other up.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/engine/codex/protocol/generated/**'],
      reporter: ['text-summary', 'json-summary'],
      // What spawned processes run (the demo's story, the command line) is not counted.
      thresholds: { branches: 88, lines: 92 },
    },
  },
});
