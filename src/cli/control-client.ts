import { connect } from 'node:net';

/**
 * Asks the bridge that runs with these places.
 *
 * @returns its answer, or undefined when none runs, or none that answers within `withinMs`
 */
export async function askBridge(path: string, method: string, withinMs = 2_000): Promise<unknown> {
  const connection = connect(path);
  connection.setTimeout(withinMs, () => connection.destroy(new Error('no answer')));
  connection.setEncoding('utf8');
  connection.write(`${JSON.stringify({ id: 1, method })}\n`);
  try {
    let text = '';
    for await (const chunk of connection) {
      text += String(chunk);
      if (text.includes('\n')) return resultIn(text);
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    connection.destroy();
  }
}

function resultIn(line: string): unknown {
  const answer: unknown = JSON.parse(line);
  const isResult = typeof answer === 'object' && answer !== null && 'result' in answer;
  return isResult ? answer.result : undefined;
}
