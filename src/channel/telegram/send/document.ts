import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** A file that is open: what is sent is what was looked at, whatever happens to the path meanwhile. */
export interface OpenDocument extends AsyncDisposable {
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** @returns undefined when there is no such plain file; a link is none */
export async function openDocument(path: string): Promise<OpenDocument | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    return undefined;
  }
  const stat = await file.stat();
  if (!stat.isFile()) {
    await file.close();
    return undefined;
  }
  return {
    bytes: stat.size,
    content: file.createReadStream({ autoClose: false }),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

// grammY writes the name bare into a multipart header (1.46, core/payload.js).
export const headerSafe = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\p{Cc}";\\/]/gu, '_')
    .slice(0, 200) || 'file';
