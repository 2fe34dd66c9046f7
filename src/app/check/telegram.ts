import type { Clock } from '../../base/clock.ts';
import { createTelegramApi } from '../../channel/telegram/api/api.ts';
import type { Config } from '../../config/config.ts';
import { type Check, failed, noted, passed, warned } from './report.ts';

const deadlineMs = 10_000;

/** Asks Telegram who we are, which disturbs no running bridge. */
export async function checkTelegram(
  { telegram, access }: Config,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const { botToken: token, apiRoot, proxy } = telegram;
  using api = createTelegramApi({ token, apiRoot, proxy, clock });
  const ask = async (raw: Parameters<AskMe>[0], stop: Parameters<AskMe>[1]) => raw.getMe(stop);
  const answer = await api.sending.ask('getMe', deadlineMs, ask, signal);
  if (!answer.ok) {
    const { failure } = answer;
    if (failure.class === 'token') {
      const mend = 'Ask @BotFather for the token of your bot and write it as bot_token.';
      return [failed('token', 'Telegram refuses the bot token.', mend)];
    }
    const message = `Telegram is out of reach at ${apiRoot}: ${failure.description}.`;
    return [failed('token', message, 'Look at the network, telegram.api_root and telegram.proxy.')];
  }
  const bot = answer.result;
  const checks = [passed('token', `Telegram knows the bot as @${bot.username}.`)];
  const isInGroups = [...access.chats].some((chat) => chat < 0);
  if (bot.has_topics_enabled === true) checks.push(passed('topics', 'Private chats have topics.'));
  else {
    const mend = 'Open @BotFather, Bot Settings, Threads Settings, and turn threaded mode on.';
    const message = 'Private chats with the bot have no topics';
    checks.push(
      isInGroups
        ? noted('topics', `${message}; your groups may.`, mend)
        : warned('topics', `${message}.`, mend),
    );
  }
  if (isInGroups && bot.can_read_all_group_messages !== true) {
    const mend = 'Turn privacy off at @BotFather, or make the bot an administrator of the group.';
    checks.push(noted('privacy', 'In groups the bot sees mentions and replies only.', mend));
  }
  return checks;
}

type AskMe = Parameters<ReturnType<typeof createTelegramApi>['sending']['ask']>[2];
