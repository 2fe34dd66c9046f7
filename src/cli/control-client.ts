import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * Asks the bridge that runs with these places.
 *
 * @returns its answer, or undefined when none runs, or none that answers within `withinMs`
 */
export async function askBridge(path: string, method: string, withinMs = 2_000): Promise<unknown> {
  const connection = connect(path);
  connection.setTimeout(withinMs, () => connection.destroy());
  connection.on('error', () => connection.destroy());
  connection.write(`${JSON.stringify({ id: 1, method })}\n`);
  try {
    for await (const line of createInterface({ input: connection })) {
      const answer: unknown = JSON.parse(line);
      const isResult = typeof answer === 'object' && answer !== null && 'result' in answer;
      return isResult ? answer.result : undefined;
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    connection.destroy();
  }
}
