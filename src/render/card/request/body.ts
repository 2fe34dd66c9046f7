import type { CardBody } from '../../../model/card.ts';

export type Request = Extract<CardBody, { kind: 'request' }>;
