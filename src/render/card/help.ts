import type { CardBody } from '../../model/card.ts';
import type { FormattedText } from '../../model/formatted-text.ts';
import { plain } from '../compose.ts';
import { label } from '../words/label.ts';
import type { Drawn, Pen } from './view.ts';

type Help = Extract<CardBody, { kind: 'help' }>;

/** Commands stand outside of code on purpose: they are there to be tapped. */
export function drawHelp({ commands }: Help, { words }: Pen): Drawn {
  const descriptions = new Map(Object.entries(words.help.commands));
  const lines = commands.map((command): FormattedText => {
    const name = command.replace(/^\//u, '');
    if (!/^[a-z\d_]{1,32}$/u.test(name)) return label(command);
    const does = descriptions.get(name);
    return plain(does === undefined ? `/${name}` : `/${name} · ${does}`);
  });
  return { lines: [plain(words.help.title), ...lines], isOver: false };
}
