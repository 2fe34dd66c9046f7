/** An object of foreign JSON: its names are known, its values are not. */
export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;

export const inner = (from: Fields, name: string): Fields | undefined => fields(from[name]);

export const integer = (from: Fields, name: string): number | undefined => {
  const value = from[name];
  return Number.isSafeInteger(value) ? (value as number) : undefined;
};

/** Lone surrogates are mended: they can be neither stored nor sent as UTF-8. */
export const string = (from: Fields, name: string): string | undefined => {
  const value = from[name];
  return typeof value === 'string' ? value.toWellFormed() : undefined;
};

export const isTrue = (from: Fields, name: string): boolean => from[name] === true;

export const has = (from: Fields, name: string): boolean => from[name] !== undefined;

export const objects = (from: Fields, name: string): readonly Fields[] => {
  const value = from[name];
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).map(fields).filter((entry) => entry !== undefined);
};
