import type { SimCall, SimChange } from './step.ts';

/** A tool call as an output item of the Responses API, in the form that Codex 0.169.0 offers its tools. */
export function callItem(step: SimCall, id: string): object {
  switch (step.type) {
    case 'run':
      return functionCall(id, 'exec_command', {
        cmd: step.command,
        yield_time_ms: 30_000,
        ...(step.escalate && {
          sandbox_permissions: 'require_escalated',
          justification: step.why ?? 'May I run this?',
        }),
        ...(step.prefix.length > 0 && { prefix_rule: step.prefix }),
      });
    case 'patch':
      return {
        type: 'custom_tool_call',
        id: `ctc_${id}`,
        call_id: id,
        name: 'apply_patch',
        input: patchText(step.changes),
        status: 'completed',
      };
    case 'ask':
      return functionCall(id, 'request_user_input', {
        questions: step.questions.map(({ text, options }, index) => ({
          id: `q${index + 1}`,
          header: `Question ${index + 1}`,
          question: text,
          options: options.map((label) => ({ label, description: `Choose ${label}` })),
        })),
      });
    case 'ask-async':
      return functionCall(id, 'request_user_input_async', {
        questions: step.questions.map(({ text, options }) => ({ title: text, options })),
      });
  }
}

const functionCall = (id: string, name: string, args: object): object => ({
  type: 'function_call',
  id: `fc_${id}`,
  call_id: id,
  name,
  arguments: JSON.stringify(args),
  status: 'completed',
});

const patchText = (changes: readonly SimChange[]): string =>
  `*** Begin Patch\n${changes.map(hunk).join('')}*** End Patch\n`;

function hunk(change: SimChange): string {
  switch (change.kind) {
    case 'add':
      return `*** Add File: ${change.path}\n${prefixed('+', change.text)}`;
    case 'update':
      return `*** Update File: ${change.path}\n@@\n${prefixed('-', change.from)}${prefixed('+', change.to)}`;
    case 'delete':
      return `*** Delete File: ${change.path}\n`;
  }
}

const prefixed = (sign: string, text: string): string =>
  text
    .split('\n')
    .map((line) => `${sign}${line}\n`)
    .join('');
