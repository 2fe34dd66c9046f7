import type { StoredFile, World } from '../records/world.ts';

export interface NewFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly size?: number;
}

const folderOf = (mime: string): string =>
  mime.startsWith('image/') ? 'photos' : mime.startsWith('audio/') ? 'voice' : 'documents';

/** Keeps a file; its path is Telegram's choice and does not show the sender's name for it. */
export function storeFile(world: World, { name, mime, bytes, size }: NewFile): StoredFile {
  const number = ++world.ids.file;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const file: StoredFile = {
    id: `file-${number}`,
    path: `${folderOf(mime)}/file_${number}${extension}`,
    name,
    mime,
    bytes,
    size: size ?? bytes.length,
  };
  world.files.set(file.id, file);
  return file;
}
