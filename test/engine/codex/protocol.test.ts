import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateProtocol } from '../../../scripts/generate-protocol.ts';

test('the protocol types on disk are those of the pinned Codex binary', () => {
  const dir = join(import.meta.dirname, '../../../src/engine/codex/protocol/generated');
  for (const [name, text] of Object.entries(generateProtocol())) {
    expect(readFileSync(join(dir, name), 'utf8') === text, `${name} is stale`).toBe(true);
  }
});
