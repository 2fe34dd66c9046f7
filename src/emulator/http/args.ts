import { badRequest, type Refusal } from '../records/refusal.ts';

export interface Upload {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Parameters of one call. Any value may come as text or as JSON, as with the real server. */
export interface Args {
  readonly raw: Readonly<Record<string, unknown>>;
  has(name: string): boolean;
  text(name: string): string;
  integer(name: string): number | undefined;
  flag(name: string): boolean;
  /** An object; a string is parsed as JSON. The caller names the shape; the fields are as they came. */
  record<T extends object>(name: string): T | undefined;
  /** An array of objects. */
  records<T extends object>(name: string): T[] | undefined;
  /** An array of texts or numbers. */
  values(name: string): (string | number)[] | undefined;
  /** A file sent under this name, or by `attach://`. */
  upload(reference: unknown): Upload | undefined;
}

export function createArgs(
  raw: Readonly<Record<string, unknown>>,
  uploads: ReadonlyMap<string, Upload>,
): Args {
  const value = (name: string): unknown => {
    const given = raw[name];
    return given === null ? undefined : given;
  };
  const json = (name: string): unknown => {
    const given = value(name);
    if (given === undefined || given === '') return undefined;
    return (typeof given === 'string' ? parse(name, given) : given) ?? undefined;
  };
  return {
    raw,
    has: (name) => value(name) !== undefined && value(name) !== '',
    text: (name) => {
      const given = value(name);
      if (given === undefined) return '';
      return typeof given === 'object' ? JSON.stringify(given) : String(given);
    },
    integer: (name) => {
      const given = value(name);
      if (given === undefined || given === '') return undefined;
      const number = Number(given);
      return Number.isSafeInteger(number) ? number : 0;
    },
    flag: (name) => ['true', '1', 'yes', 't', 'y'].includes(String(value(name)).toLowerCase()),
    record: <T extends object>(name: string): T | undefined => {
      const parsed = json(name);
      if (parsed === undefined) return undefined;
      if (!isRecord(parsed)) throw unreadable(name);
      return parsed as T;
    },
    records: <T extends object>(name: string): T[] | undefined => {
      const parsed = json(name);
      if (parsed === undefined) return undefined;
      if (!isRecords(parsed)) throw unreadable(name);
      return parsed as T[];
    },
    values: (name) => {
      const parsed = json(name);
      if (parsed === undefined) return undefined;
      if (!Array.isArray(parsed)) throw unreadable(name);
      return parsed.filter(
        (one): one is string | number => typeof one === 'string' || typeof one === 'number',
      );
    },
    upload: (reference) => uploads.get(String(reference).replace(/^attach:\/\//, '')),
  };
}

function parse(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable(name);
  }
}

const unreadable = (name: string): Refusal => badRequest(`can't parse ${name} JSON object`);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isRecords = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isRecord);
