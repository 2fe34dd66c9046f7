import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { drawPicture } from '../src/demo/picture/picture.ts';
import { playScene } from '../src/demo/picture/scene.ts';

// Draws docs/chat.svg from what the bridge really writes into a chat.
const file = join(import.meta.dirname, '../docs/chat.svg');
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
writeFileSync(file, drawPicture(await playScene(stop.signal)));
console.log(`Drawn: ${file}`);
