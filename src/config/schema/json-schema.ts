import * as z from 'zod/mini';
import { configSchema } from './schema.ts';

/** The configuration's JSON schema (draft 2020-12), for editors that check and complete TOML. */
export const configJsonSchema = (): object => ({
  title: 'pocketdex configuration',
  ...z.toJSONSchema(configSchema, { io: 'input' }),
});
