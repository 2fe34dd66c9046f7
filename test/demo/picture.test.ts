import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawPicture } from '../../src/demo/picture/picture.ts';
import { playScene } from '../../src/demo/picture/scene.ts';

const file = join(import.meta.dirname, '../../docs/chat.svg');

test('the picture in docs is what the bridge writes into a chat today', {
  timeout: 60_000,
}, async ({ signal }) => {
  expect(drawPicture(await playScene(signal))).toBe(readFileSync(file, 'utf8'));
});
