import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connect } from '../../src/engine/codex/transport/transport.ts';
import { openWireClient, type WireClient } from '../support/wire-client.ts';
import { adapterContract } from './adapter-contract.ts';
import { earlyContract } from './early-contract.ts';
import { historyContract } from './history-contract.ts';
import { requestContract } from './request-contract.ts';
import { sharingContract } from './sharing-contract.ts';
import { turnContract } from './turn-contract.ts';

/** An app-server that runs the programs in its prompts: the real one, or the stand-in. */
export interface EngineRig extends AsyncDisposable {
  readonly connect: Connect;
  /** A directory that a thread may work in. */
  readonly project: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** What a suite gets: one server for all of its tests, and clients that end with the test. */
export interface Contract {
  rig(): EngineRig;
  client(signal: AbortSignal): Promise<WireClient & AsyncDisposable>;
}

/**
 * What the bridge relies on, as codex/README.md tells it. The real server and the stand-in both pass, and
 * what is not asked here may not be concluded from the simulation.
 */
export function engineContract(name: string, open: () => Promise<EngineRig>): void {
  describe(`${name} keeps the engine contract`, () => {
    let rig: EngineRig | undefined;
    beforeAll(async () => {
      rig = await open();
    });
    afterAll(async () => {
      await rig?.[Symbol.asyncDispose]();
    });
    const contract: Contract = {
      rig() {
        if (!rig) throw new Error('The rig did not open');
        return rig;
      },
      async client(signal) {
        const client = await openWireClient(await contract.rig().connect(signal), signal);
        return Object.assign(client, {
          [Symbol.asyncDispose]: async () => {
            client.close();
          },
        });
      },
    };
    handshakeContract(contract);
    turnContract(contract);
    requestContract(contract);
    sharingContract(contract);
    historyContract(contract);
    earlyContract(contract);
    adapterContract(contract);
  });
}

function handshakeContract({ client }: Contract): void {
  test('a second introduction is refused', async ({ signal }) => {
    await using one = await client(signal);
    const again = one.connection.request(
      'initialize',
      { clientInfo: { name: 'x', title: null, version: '1' }, capabilities: null },
      signal,
    );
    await expect(again).rejects.toThrow('Already initialized');
  });

  test('a turn on a thread that does not exist is refused', async ({ signal }) => {
    await using one = await client(signal);
    const threadId = '01a1fce4-630e-79b2-aee3-ace960f43052';
    const started = one.connection.request('turn/start', { threadId, input: [] }, signal);
    await expect(started).rejects.toThrow('thread not found');
  });

  test('an unknown notification is ignored', async ({ signal }) => {
    await using one = await client(signal);
    one.connection.notify('hello' as 'initialized');
    const loaded = await one.connection.request('thread/loaded/list', {}, signal);
    expect(loaded.data).toBeInstanceOf(Array);
  });
}
