/** `30m`, `1.5h`, `0` (never); a number alone would not say its unit. */
export const durationPattern = /^(?:0|\d+(?:\.\d+)?(?:ms|s|m|h|d|w))$/;
/** `20MB`, `512KB`. Units are of 1,024, as Telegram's own limits are. */
export const sizePattern = /^\d+(?:\.\d+)?(?:B|KB|MB|GB)$/;
export const idPattern = /^-?\d{1,16}$/;

const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const unitsBytes: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
};

/** @param text of `durationPattern`; 0 means never */
export const durationMs = (text: string): number => Math.round(scaled(text, unitsMs));

/** @param text of `sizePattern` */
export const sizeBytes = (text: string): number => Math.floor(scaled(text, unitsBytes));

function scaled(text: string, units: Readonly<Record<string, number>>): number {
  const unit = text.replace(/^[\d.]+/, '');
  return Number.parseFloat(text) * (units[unit] ?? 0);
}

// Telegram writes these as `from` where nobody in particular speaks: an anonymous administrator, a
// channel, a forward from the linked channel (telegram.md 5.2). Whoever lists one lets strangers in.
const nobodies: ReadonlySet<number> = new Set([1087968824, 136817688, 777000]);

/** What is wrong with an id of a chat, or undefined. */
export function wrongChat(id: number): string | undefined {
  if (nobodies.has(id)) return `${id} stands for nobody in particular`;
  return id === 0 ? '0 is no id' : undefined;
}

/** What is wrong with an id of a person, or undefined. */
export function wrongPerson(id: number): string | undefined {
  return id < 0 ? `${id} is a chat, not a person` : wrongChat(id);
}
