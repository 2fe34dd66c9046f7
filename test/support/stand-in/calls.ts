import { resolve } from 'node:path';
import type { SimCall, SimChange } from '../../../src/demo/scripted-model/step.ts';
import type {
  FileUpdateChange,
  ThreadItem,
} from '../../../src/engine/codex/protocol/generated/protocol.ts';
import { tell, tellStatus } from './news.ts';
import { pretend } from './shell.ts';
import { agentMessage, type TurnVoice } from './turn-voice.ts';

/** The person's answer ends the turn. */
export class Cancelled extends Error {}

/** Carries a call out, asking where a person must be asked. Gives what the model hears of it. */
export async function carryOut(step: SimCall, voice: TurnVoice): Promise<string> {
  switch (step.type) {
    case 'run':
      return run(step, voice);
    case 'patch':
      return patch(step, voice);
    case 'ask':
      return ask(step, voice);
    case 'ask-async':
      return askAsync(step, voice);
  }
}

type Step<T extends SimCall['type']> = Extract<SimCall, { type: T }>;

async function run(step: Step<'run'>, voice: TurnVoice): Promise<string> {
  const id = voice.world.ids.item('call');
  const command = `/bin/bash -lc '${step.command.replaceAll("'", String.raw`'\''`)}'`;
  const item: Extract<ThreadItem, { type: 'commandExecution' }> = {
    type: 'commandExecution',
    id,
    pluginId: null,
    scriptPath: null,
    command,
    cwd: voice.thread.cwd,
    processId: null,
    source: 'agent',
    status: 'inProgress',
    commandActions: [{ type: 'unknown', command: step.command }],
    aggregatedOutput: null,
    exitCode: null,
    durationMs: null,
  };
  const asks = mustAsk(step, voice);
  if (asks) beginWaiting(voice, 'waitingOnApproval');
  voice.started(item);
  if (asks && !(await mayRun(step, command, id, voice))) {
    voice.completed({ ...item, status: 'declined' });
    endWaiting(voice);
    throwIfCancelled(voice);
    return 'exec_command failed: rejected by user';
  }
  const { output, exitCode, ms } = pretend(step.command);
  await voice.pause(ms);
  if (output !== '') {
    tell(voice.world, voice.thread, 'item/commandExecution/outputDelta', {
      turnId: voice.turnId,
      itemId: id,
      delta: output,
    });
  }
  const status = exitCode === 0 ? 'completed' : 'failed';
  voice.completed({
    ...item,
    source: 'unifiedExecStartup',
    status,
    aggregatedOutput: output,
    exitCode,
    durationMs: ms,
  });
  return `Process exited with code ${exitCode}\nOutput:\n${output}`;
}

function mustAsk(step: Step<'run'>, { world, thread }: TurnVoice): boolean {
  if (!step.escalate || thread.approvalPolicy === 'never') return false;
  const words = step.command.split(' ');
  const ruled = world.rules.some((rule) => rule.every((word, at) => words[at] === word));
  return !ruled && !thread.allowed.has(step.command);
}

const cancelled = new WeakSet<TurnVoice>();

const throwIfCancelled = (voice: TurnVoice): void => {
  if (cancelled.has(voice)) throw new Cancelled();
};

async function mayRun(
  step: Step<'run'>,
  command: string,
  itemId: string,
  voice: TurnVoice,
): Promise<boolean> {
  const { world, thread } = voice;
  const proposed = step.command.split(' ').slice(0, 2);
  const given = await world.requests.ask(
    thread,
    'waitingOnApproval',
    'item/commandExecution/requestApproval',
    {
      kind: 'command',
      threadId: thread.id,
      turnId: voice.turnId,
      itemId,
      startedAtMs: world.clock.now(),
      environmentId: 'local',
      reason: step.why ?? 'May I run this?',
      command,
      cwd: thread.cwd,
      commandActions: [{ type: 'unknown', command: step.command }],
      proposedExecpolicyAmendment: proposed,
      availableDecisions: [
        'accept',
        { acceptWithExecpolicyAmendment: { execpolicy_amendment: proposed } },
        'cancel',
      ],
    },
    voice.signal,
  );
  if ('error' in given) return false;
  const { decision } = given.result;
  if (decision === 'acceptForSession') thread.allowed.add(step.command);
  if (decision === 'cancel') cancelled.add(voice);
  if (typeof decision === 'object' && 'acceptWithExecpolicyAmendment' in decision) {
    world.rules.push(decision.acceptWithExecpolicyAmendment.execpolicy_amendment);
  }
  return decision !== 'decline' && decision !== 'cancel';
}

async function patch(step: Step<'patch'>, voice: TurnVoice): Promise<string> {
  const { world, thread } = voice;
  const id = world.ids.item('call');
  const changes = step.changes.map((change) => wireChange(change, thread.cwd));
  const item: Extract<ThreadItem, { type: 'fileChange' }> = {
    type: 'fileChange',
    id,
    changes,
    status: 'inProgress',
  };
  voice.started(item);
  const outside = changes.some(({ path }) => !path.startsWith(`${thread.cwd}/`));
  if (outside && thread.approvalPolicy !== 'never') {
    beginWaiting(voice, 'waitingOnApproval');
    const given = await world.requests.ask(
      thread,
      'waitingOnApproval',
      'item/fileChange/requestApproval',
      {
        threadId: thread.id,
        turnId: voice.turnId,
        itemId: id,
        startedAtMs: world.clock.now(),
        reason: null,
        grantRoot: null,
      },
      voice.signal,
    );
    const decision = 'error' in given ? 'decline' : given.result.decision;
    if (decision === 'decline' || decision === 'cancel') {
      voice.completed({ ...item, status: 'declined' });
      if (decision === 'cancel') throw new Cancelled();
      return 'patch rejected by user';
    }
  }
  await voice.pause(2);
  voice.completed({ ...item, status: 'completed' });
  tell(world, thread, 'turn/diff/updated', {
    turnId: voice.turnId,
    diff: changes.map(({ diff }) => diff).join(''),
  });
  return 'Success. Updated the following files.';
}

function wireChange(change: SimChange, cwd: string): FileUpdateChange {
  const path = resolve(cwd, change.path);
  switch (change.kind) {
    case 'add':
      return { path, kind: { type: 'add' }, diff: `${change.text}\n` };
    case 'update': {
      const diff = `@@ -1,1 +1,1 @@\n-${change.from}\n+${change.to}\n`;
      return { path, kind: { type: 'update', move_path: null }, diff };
    }
    case 'delete':
      return { path, kind: { type: 'delete' }, diff: '' };
  }
}

async function ask(step: Step<'ask'>, voice: TurnVoice): Promise<string> {
  const { world, thread } = voice;
  beginWaiting(voice, 'waitingOnUserInput');
  const given = await world.requests.ask(
    thread,
    'waitingOnUserInput',
    'item/tool/requestUserInput',
    {
      threadId: thread.id,
      turnId: voice.turnId,
      itemId: world.ids.item('call'),
      questions: step.questions.map(({ text, options }, index) => ({
        id: `q${index + 1}`,
        header: `Question ${index + 1}`,
        question: text,
        isOther: true,
        isSecret: false,
        options: options.map((label) => ({ label, description: `Choose ${label}` })),
      })),
      isBlocking: false,
    } as never,
    voice.signal,
  );
  return 'error' in given ? 'request_user_input failed' : JSON.stringify(given.result);
}

function askAsync(step: Step<'ask-async'>, voice: TurnVoice): string {
  const item: ThreadItem = {
    ...agentMessage(voice.world.ids.item('call'), 'final_answer'),
    text: step.questions
      .map(({ text, options }) => [text, ...options.map((option) => `- ${option}`)].join('\n'))
      .join('\n'),
    delivery: 'async',
    questions: step.questions.map(({ text, options }) => ({ title: text, options: [...options] })),
  };
  voice.started(item);
  voice.completed(item);
  return '{"accepted":true}';
}

function beginWaiting(
  { world, thread }: TurnVoice,
  flag: 'waitingOnApproval' | 'waitingOnUserInput',
): void {
  thread.flags = [flag];
  tellStatus(world, thread);
}

function endWaiting({ thread }: TurnVoice): void {
  thread.flags = [];
}
