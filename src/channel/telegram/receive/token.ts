import { PocketdexError } from '../../../model/error.ts';

export const tokenRejected = (): PocketdexError =>
  new PocketdexError(
    'TELEGRAM_TOKEN_REJECTED',
    'Telegram refuses the bot token.',
    'Ask @BotFather for the token of your bot and run `pocketdex telegram token update`.',
  );
