/**
 * The order of two lists that overlap: the first one leads, and what only the second has stands behind the
 * neighbour that it stood behind there. Without one it goes to the front where `isOlder` says so, else to
 * the end.
 */
export function mergedOrder<Id>(
  leading: readonly Id[],
  other: readonly Id[],
  isOlder: (id: Id) => boolean,
): Id[] {
  const known = new Set(leading);
  const front: Id[] = [];
  const end: Id[] = [];
  const behind = new Map<Id, Id[]>();
  let neighbour: Id | undefined;
  for (const id of other) {
    if (known.has(id)) neighbour = id;
    else if (neighbour !== undefined) behind.set(neighbour, [...(behind.get(neighbour) ?? []), id]);
    else if (isOlder(id)) front.push(id);
    else end.push(id);
  }
  return [...front, ...leading.flatMap((id) => [id, ...(behind.get(id) ?? [])]), ...end];
}
