import { defineConfig } from 'vitest/config';

/** Tests with a real terminal: they need tmux, which a machine may not have. */
export default defineConfig({
  test: { include: ['test/desk/**/*.test.ts'], testTimeout: 120_000 },
});
