import type { Poller } from '../queue/poll.ts';
import { badRequest, Refusal } from '../records/refusal.ts';
import type { World } from '../records/world.ts';
import { free, type Method } from './method.ts';

/** A result that is JSON already. */
export interface RawResult {
  readonly rawJson: string;
}

export const isRawResult = (value: unknown): value is RawResult =>
  typeof value === 'object' && value !== null && 'rawJson' in value;

/** The methods that need the waiting poll as well as the world. */
export function updateMethods(
  poller: Poller,
): ReadonlyMap<string, { name: string; method: Method }> {
  const getUpdates: Method['run'] = async (world, args, signal): Promise<RawResult> => {
    if (world.bot.webhookUrl) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    const updates = await poller.poll(
      {
        offset: args.integer('offset') ?? 0,
        limit: args.integer('limit') ?? 100,
        timeoutS: args.integer('timeout') ?? 0,
        allowed: args.values('allowed_updates')?.map(String),
      },
      signal,
    );
    return { rawJson: `[${updates.map((update) => update.body).join(',')}]` };
  };

  const setWebhook: Method['run'] = (world: World, args) => {
    const url = args.text('url');
    if (url && !url.startsWith('https://')) {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    }
    world.bot.webhookUrl = url;
    const allowed = args.values('allowed_updates')?.map(String);
    if (allowed) world.queue.allow(allowed);
    if (args.flag('drop_pending_updates')) world.queue.clear();
    if (url) poller.kill('terminated by setWebhook request');
    return true;
  };

  return new Map([
    ['getupdates', { name: 'getUpdates', method: free(getUpdates) }],
    ['setwebhook', { name: 'setWebhook', method: free(setWebhook) }],
  ]);
}
