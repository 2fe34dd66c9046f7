/** The path as seen from a directory; one outside of it stays whole. */
export function relativePath(path: string, directory: string): string {
  const base = directory.replace(/\/+$/u, '');
  if (base === '' || !path.startsWith(`${base}/`)) return path;
  return path.slice(base.length + 1) || path;
}
