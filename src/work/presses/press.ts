import type { Intent } from '../../model/intent.ts';

export type Press = Extract<Intent, { type: 'press' }>;
