import type { Decision, RequestAnswer } from '../../../model/request.ts';
import type { Connection } from '../connection/connection.ts';
import type {
  CommandExecutionApprovalDecision,
  FileChangeApprovalDecision,
  McpServerElicitationRequestResponse,
  ServerRequest,
} from '../protocol/generated/protocol.ts';

/** Sends a person's answer in the form that the request wants; what does not fit it counts as a no. */
export function respondTo(
  request: ServerRequest,
  answer: RequestAnswer,
  connection: Connection,
): void {
  const decision: Decision =
    answer.type === 'decision'
      ? answer.decision
      : { type: answer.type === 'refuse' ? 'no' : 'once' };
  const { id, method } = request;
  if (method === 'item/commandExecution/requestApproval') {
    connection.respond<typeof method>(id, { decision: commandDecision(decision) });
  } else if (method === 'item/fileChange/requestApproval') {
    connection.respond<typeof method>(id, { decision: plainDecision(decision) });
  } else if (method === 'item/tool/requestUserInput') {
    connection.respond<typeof method>(id, { answers: questionAnswers(answer) });
  } else if (method === 'mcpServer/elicitation/request') {
    connection.respond<typeof method>(id, elicitationAnswer(answer, decision));
  } else if (method === 'item/permissions/requestApproval') {
    const { network, fileSystem } = request.params.permissions;
    const granted = { ...(network && { network }), ...(fileSystem && { fileSystem }) };
    connection.respond<typeof method>(id, {
      permissions: isYes(decision) ? granted : {},
      scope: decision.type === 'session' ? 'session' : 'turn',
    });
  } else {
    connection.refuse(id, 'Declined.');
  }
}

function questionAnswers(answer: RequestAnswer): Record<string, { answers: string[] }> {
  if (answer.type !== 'answers') return {};
  const given = Object.entries(answer.answers);
  return Object.fromEntries(given.map(([question, texts]) => [question, { answers: [...texts] }]));
}

function commandDecision(decision: Decision): CommandExecutionApprovalDecision {
  if (decision.type !== 'always') return plainDecision(decision);
  return { acceptWithExecpolicyAmendment: { execpolicy_amendment: [...decision.rule] } };
}

// "Always" exists for commands only; elsewhere the longest that there is, this session.
const plain = {
  once: 'accept',
  session: 'acceptForSession',
  always: 'acceptForSession',
  no: 'decline',
  stop: 'cancel',
} as const satisfies Record<Decision['type'], FileChangeApprovalDecision>;

const plainDecision = (decision: Decision) => plain[decision.type];

const isYes = ({ type }: Decision): boolean => type !== 'no' && type !== 'stop';

function elicitationAnswer(
  answer: RequestAnswer,
  decision: Decision,
): McpServerElicitationRequestResponse {
  if (!isYes(decision)) {
    const action = decision.type === 'stop' ? 'cancel' : 'decline';
    return { action, content: null, _meta: null };
  }
  const content =
    answer.type === 'answers'
      ? Object.fromEntries(
          Object.entries(answer.answers).map(([key, texts]) => [key, texts.join('\n')]),
        )
      : {};
  const persist = { session: 'session', always: 'always', once: undefined } as const;
  const kept =
    decision.type in persist ? persist[decision.type as keyof typeof persist] : undefined;
  return { action: 'accept', content, _meta: kept === undefined ? null : { persist: kept } };
}
