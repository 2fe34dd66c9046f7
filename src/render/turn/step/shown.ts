import type { Display } from '../../../model/settings.ts';
import type { Step } from '../../../model/turn/steps.ts';
import { unreachable } from '../../../model/unreachable.ts';

/** Whether the settings let a kind of step be seen. Changes of files always are. */
export function isShown({ item }: Step, display: Display): boolean {
  switch (item.type) {
    case 'command':
      return display.commands !== 'off';
    case 'tool':
    case 'search':
    case 'agent':
    case 'image':
    case 'unknown':
      return display.tools !== 'off';
    case 'file-change':
    case 'review':
    case 'compaction':
      return true;
    default:
      return unreachable(item);
  }
}
