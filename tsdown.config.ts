import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { cli: 'src/cli.ts', codex: 'src/engine/codex/index.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  dts: true,
  sourcemap: true,
  fixedExtension: false,
});
