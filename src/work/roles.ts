import type { Actor } from '../model/actor.ts';

/** Prompts, commands that change something, buttons of the queue. */
export const mayWork = ({ role }: Actor): boolean => role === 'owner' || role === 'user';
/** Answers to the engine's requests. */
export const mayAnswer = ({ role }: Actor): boolean => role !== 'viewer';
