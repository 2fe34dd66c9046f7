// Codex runs what the model wrote as `/bin/bash -lc '…'`. People read the inner text; it says the same.
const wrapped =
  /^(?:\S*\/)?(?:ba|z|da)?sh -l?c (?:'((?:[^']|'\\''|'"'"')*)'|"((?:[^"\\]|\\.)*)")$/su;

export function unwrapShell(command: string): string {
  const [, single, double] = wrapped.exec(command) ?? [];
  if (single !== undefined) return single.replace(/'\\''|'"'"'/g, "'");
  if (double !== undefined) return double.replace(/\\([\\"$`])/g, '$1');
  return command;
}
