import { badRequest } from '../records/refusal.ts';

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
  /** An object or array; a string is parsed as JSON. The caller names the shape it expects. */
  json<T>(name: string): T | undefined;
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
    json: <T>(name: string): T | undefined => {
      const given = value(name);
      if (given === undefined || given === '') return undefined;
      const parsed = typeof given === 'string' ? parse(name, given) : given;
      if (typeof parsed !== 'object') throw badRequest(`can't parse ${name} JSON object`);
      return (parsed ?? undefined) as T | undefined;
    },
    upload: (reference) => uploads.get(String(reference).replace(/^attach:\/\//, '')),
  };
}

function parse(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw badRequest(`can't parse ${name} JSON object`);
  }
}
