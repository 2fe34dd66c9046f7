import { InputFile } from 'grammy';
import type { Call, CallResult, Channel } from '../../../model/call.ts';
import type { Connection } from '../api/api.ts';
import { headerSafe, openDocument } from './document.ts';
import { fits } from './keyboard.ts';
import { methods, type PlainCall, perform, placeOf } from './perform.ts';
import { placed } from './placed.ts';
import { resultOf } from './result.ts';

type DocumentCall = Extract<Call, { type: 'document' }>;

const deadlineMs = 20_000;
/** One second more for every 100 kB: a phone's uplink. */
const uploadMsPerByte = 0.01;

/** The sending half of Telegram: one attempt, classified once. */
export function createChannel(connection: Connection): Channel {
  return {
    call: async (call, signal) =>
      call.type === 'document'
        ? sendDocument(connection, call, signal)
        : sendPlain(connection, call, signal),
  };
}

async function sendPlain(
  connection: Connection,
  call: PlainCall,
  signal: AbortSignal,
): Promise<CallResult> {
  if ((call.type === 'send' || call.type === 'edit') && !fits(call.content.buttons)) {
    return { type: 'refused', refusal: 'markup', description: 'callback data over 64 bytes' };
  }
  const answer = await connection.ask(
    methods[call.type],
    deadlineMs,
    (raw, stop) => perform(call, raw, stop),
    signal,
  );
  return answer.ok ? answer.result : resultOf(answer.failure);
}

async function sendDocument(
  connection: Connection,
  call: DocumentCall,
  signal: AbortSignal,
): Promise<CallResult> {
  await using document = await openDocument(call.path);
  if (!document) return { type: 'refused', refusal: 'other', description: 'no such plain file' };
  const file = new InputFile(document.content, headerSafe(call.name));
  const answer = await connection.ask(
    'sendDocument',
    deadlineMs + Math.ceil(document.bytes * uploadMsPerByte),
    async (raw, stop) =>
      placed(
        await raw.sendDocument(
          {
            ...placeOf(call.address),
            document: file,
            ...(call.caption !== '' && { caption: call.caption }),
            disable_notification: !call.loud,
          },
          stop,
        ),
      ),
    signal,
  );
  return answer.ok ? answer.result : resultOf(answer.failure);
}
