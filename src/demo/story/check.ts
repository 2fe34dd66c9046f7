/** Something that the demo shows did not come as it must. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

/** @throws {CheckFailed} */
export function check(isTrue: boolean, expected: string): asserts isTrue {
  if (!isTrue) throw new CheckFailed(expected);
}
