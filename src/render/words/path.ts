/** The path as seen from a directory; one outside of it stays whole. */
export function relativePath(path: string, directory: string): string {
  const base = directory.replace(/\/+$/u, '');
  if (base === '' || !path.startsWith(`${base}/`)) return path;
  return path.slice(base.length + 1) || path;
}

/** Last part of a directory's path: what people call it. */
export const baseName = (directory: string): string =>
  directory.replace(/\/+$/u, '').split('/').at(-1) || directory;
