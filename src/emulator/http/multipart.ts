import type { Upload } from './args.ts';

export interface Form {
  readonly fields: Record<string, string>;
  readonly uploads: Map<string, Upload>;
}

// Written by hand because grammY sends `filename=` unquoted, which the platform's parser refuses.
export function parseMultipart(body: Buffer, boundary: string): Form {
  const form: Form = { fields: {}, uploads: new Map() };
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    const next = body.indexOf(mark, start);
    if (next < 0) break;
    readPart(body.subarray(start, next), form);
    at = next;
  }
  return form;
}

function readPart(part: Buffer, form: Form): void {
  const headEnd = part.indexOf('\r\n\r\n');
  if (headEnd < 0) return;
  const head = part.subarray(0, headEnd).toString('utf8');
  // The line break before the next boundary belongs to the boundary.
  const content = part.subarray(headEnd + 4, part.length - 2);
  const name = /[;\s]name="?([^";\r\n]*)"?/i.exec(head)?.[1];
  if (name === undefined) return;
  const filename = /filename="?([^";\r\n]*)"?/i.exec(head)?.[1];
  if (filename === undefined) {
    form.fields[name] = content.toString('utf8');
    return;
  }
  const mime = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? 'application/octet-stream';
  form.uploads.set(name, { name: filename, mime, bytes: new Uint8Array(content) });
}
