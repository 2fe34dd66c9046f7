/** `12 345`, grouped with thin spaces. */
const grouped = (n: number): string => String(Math.trunc(n)).replace(/\B(?=(\d{3})+$)/g, '\u2009');

/** `+45 −12`; what is zero is left out. */
export function lines(added: number, removed: number): string {
  return [added > 0 ? `+${grouped(added)}` : '', removed > 0 ? `−${grouped(removed)}` : '']
    .filter((part) => part !== '')
    .join(' ');
}
