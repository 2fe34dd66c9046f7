import type { Intent } from '../../model/intent.ts';

export type CommandIntent = Extract<Intent, { type: 'command' }>;
