import { inner, integer } from './fields.ts';
import { kindOf } from './guard.ts';
import { addressOf } from './parse/address.ts';
import { bodyOf, commandWord } from './parse/body.ts';

/** Presses and stops: they wait for nobody. */
export const express = 'express';

const stops = new Set(['stop', 'cancel', 'esc', 'interrupt']);

/** Which updates wait for each other: those of one place, in order. Never throws. */
export function laneOf(update: unknown): string {
  const kind = kindOf(update);
  if (!kind) return 'other';
  if (kind.name === 'callback_query') return express;
  if (kind.name === 'message' && stops.has(commandWord(bodyOf(kind.payload))?.name ?? '')) {
    return express;
  }
  const chat = inner(kind.payload, 'chat');
  const id = chat && integer(chat, 'id');
  if (id === undefined) return 'other';
  return `${id}:${addressOf(kind.payload)?.topic ?? ''}`;
}
