import type { CardBody } from '../../model/card.ts';
import { plain } from '../compose.ts';
import type { Drawn, Pen } from './view.ts';

type Welcome = Extract<CardBody, { kind: 'welcome' }>;

export const drawWelcome = ({ topics }: Welcome, { words }: Pen): Drawn => ({
  lines: [
    plain(`✓ ${words.welcome.title}`),
    plain(topics ? words.welcome.topics : words.welcome.plain),
    ...(topics ? [] : [plain(words.welcome.topicsOff)]),
    plain(`/help ${words.welcome.help}`),
  ],
  isOver: false,
});
