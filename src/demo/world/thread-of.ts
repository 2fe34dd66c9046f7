import type { ScriptedModel } from '../scripted-model/server.ts';

/** The Codex thread in which somebody wrote this; undefined before the model has heard of it. */
export const threadOf = (model: ScriptedModel, text: string): string | undefined =>
  model.requests.findLast(({ userTexts }) => userTexts.includes(text))?.thread;
