import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { cli: 'src/cli.ts', codex: 'src/engine/codex/index.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  dts: true,
  sourcemap: true,
  fixedExtension: false,
  minify: true,
  // Its other door brings node-fetch, which our own fetch replaces.
  alias: { grammy: 'grammy/web' },
  // Of these a part is used: taken in and shaken, they cost the bridge about 4 MB less than loaded as packages.
  deps: {
    alwaysBundle: [
      'zod',
      'zod/mini',
      'smol-toml',
      'grammy',
      'grammy/web',
      ...['markdown-it', 'entities', 'linkify-it', 'mdurl', 'uc.micro', 'punycode.js'],
    ],
  },
});
