/** Ends a switch over a union: a member that was forgotten stops the compiler, and at run time throws. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
