/** The command without the shell that the engine wraps around it: `/bin/bash -lc 'npm test'`. */
export function bareCommand(command: string): string {
  const inner = /^(?:\/\S*\/)?(?:bash|zsh|sh) -l?c (.+)$/su.exec(command)?.[1];
  if (inner === undefined) return command;
  const quoted = /^'((?:[^']|'\\''|'"'"')*)'$/su.exec(inner)?.[1];
  if (quoted !== undefined) return quoted.replaceAll(`'\\''`, "'").replaceAll(`'"'"'`, "'");
  const double = /^"((?:[^"\\]|\\.)*)"$/su.exec(inner)?.[1];
  if (double !== undefined) return double.replace(/\\(["\\$`])/gu, '$1');
  return /^[^\s'"]+$/u.test(inner) ? inner : command;
}
