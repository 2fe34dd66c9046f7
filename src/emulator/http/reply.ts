import type { CallAnswer } from '../calls/call-log.ts';
import type { Refusal } from '../records/refusal.ts';

/** What a front gives back for one request. */
export type Reply =
  | { readonly type: 'json'; readonly status: number; readonly body: string }
  | { readonly type: 'page'; readonly status: number; readonly body: string }
  | { readonly type: 'file'; readonly bytes: Uint8Array; readonly mime: string }
  /** The connection breaks without an answer. */
  | { readonly type: 'reset' }
  | { readonly type: 'refused' };

export const succeeded = (resultJson: string): Reply => ({
  type: 'json',
  status: 200,
  body: `{"ok":true,"result":${resultJson}}`,
});

export const refused = (refusal: Refusal): Reply => ({
  type: 'json',
  status: refusal.code,
  body: JSON.stringify({
    ok: false,
    error_code: refusal.code,
    description: refusal.message,
    ...(refusal.parameters && { parameters: refusal.parameters }),
  }),
});

/** A gateway's page in place of an answer, as nginx writes it. */
export const gatewayPage = (status: number): Reply => ({
  type: 'page',
  status,
  body: `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body>\r\n<center><h1>${status} Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n`,
});

/** The reply as the call log keeps it; the result is parsed only when somebody looks. */
export function answerOf(reply: Reply): CallAnswer | undefined {
  switch (reply.type) {
    case 'json':
      return parsedAnswer(reply.body);
    case 'page':
      return { ok: false, lost: 'page' };
    case 'reset':
    case 'refused':
      return { ok: false, lost: reply.type };
    case 'file':
      return { ok: true, result: { bytes: reply.bytes.length } };
  }
}

interface FailureBody {
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: Refusal['parameters'];
}

function parsedAnswer(body: string): CallAnswer {
  if (body.startsWith('{"ok":true')) {
    return {
      ok: true,
      get result() {
        return (JSON.parse(body) as { result: unknown }).result;
      },
    };
  }
  const failure = JSON.parse(body) as FailureBody;
  return {
    ok: false,
    code: failure.error_code,
    description: failure.description,
    ...(failure.parameters && { parameters: failure.parameters }),
  };
}
