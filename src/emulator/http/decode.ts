import type { Args, Upload } from './args.ts';
import { createArgs } from './args.ts';
import { parseMultipart } from './multipart.ts';

/** One request, whichever front it came through. */
export interface Request {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Parameters of the query string and the body together; what cannot be read is left out. */
export function decode(request: Request): Args {
  const fields: Record<string, unknown> = Object.fromEntries(request.query);
  let uploads = new Map<string, Upload>();
  const { body, contentType } = request;
  if (body.length > 0) {
    const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
    if (contentType.startsWith('application/json')) {
      Object.assign(fields, jsonFields(body));
    } else if (contentType.startsWith('multipart/form-data') && boundary) {
      const form = parseMultipart(body, boundary);
      Object.assign(fields, form.fields);
      uploads = form.uploads;
      for (const name of uploads.keys()) fields[name] ??= `attach://${name}`;
    } else {
      Object.assign(fields, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
    }
  }
  return createArgs(fields, uploads);
}

function jsonFields(body: Buffer): object {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
