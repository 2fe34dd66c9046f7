/** Directories on this machine, by absolute path. */
export interface Directories {
  exists(path: string): Promise<boolean>;
  make(path: string): Promise<void>;
}

/** The directory that a thread should work in is not there any more; the message is its path. */
export class DirectoryGone extends Error {
  override readonly name = 'DirectoryGone';
}
