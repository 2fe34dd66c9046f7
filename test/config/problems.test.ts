import { expect, test } from 'vitest';
import { minimal, refusalOf, setting } from './written.ts';

const refused = (toml: string) => refusalOf(setting(toml).load);

test.each([
  ['a slip of the finger', '[telegram]\nchat_id = [1]', 'Did you mean "chat_ids"?'],
  ['two letters swapped', '[access]\nonwers = [1]', 'Did you mean "owners"?'],
  ['a table', '[telegarm]', 'Did you mean "telegram"?'],
  ['a key of another table', '[telegram]\nowners = [1]', '"owners" belongs into [access].'],
  ['a key in a project', '[[projects]]\nname="a"\npath="b"\npaht="c"', 'Did you mean "path"?'],
])('%s is told with the name that was meant', (_name, toml, remedy) => {
  expect(refused(toml).remedy).toBe(remedy);
});

test('a key deep in a project is told with its line, project and the name that was meant', () => {
  const refusal = refused('[[projects]]\nname = "a"\npath = "b"\n[projects.display]\ntool = "off"');
  expect(refusal.message).toBe('line 5: unknown key "tool" in projects[1].display');
  expect(refusal.remedy).toBe('Did you mean "tools"?');
});

test('a key that resembles nothing is refused all the same', () => {
  const refusal = refused(`${minimal}[web]\nport = 1`);
  expect(refusal.message).toBe('line 3: unknown key "web"');
  expect(refusal.remedy).toMatch(/^Mend it in /);
});

test('all problems are told at once, in the order of the file', () => {
  const refusal = refused(
    [
      '[telegram]',
      'chat_ids = [',
      '  "@ann", # a comment with a ]',
      ']',
      'groups = "none"',
      '[queue]',
      'ask_over = 0',
      '[display]',
      'quiet = "3 minutes"',
      'tools = 1',
      '[files]',
      'max_download = "many"',
      '[codex]',
      'env = 7',
    ].join('\n'),
  );
  expect(refusal.message.split('\n')).toEqual([
    'line 2: telegram.chat_ids[1] must be a numeric id: a username can pass to somebody else',
    'line 5: telegram.groups must be one of "mention", "all"',
    'line 7: queue.ask_over must be a whole number from 1',
    'line 9: display.quiet must be a duration such as "30s", "5m", "24h" or "0" (never)',
    'line 10: display.tools must be one of "off", "summary", "full"',
    'line 12: files.max_download must be a size such as "20MB"',
    'line 14: codex.env must be a table',
  ]);
});

test.each([
  ['[telegram]\nbot_token = 5', 'telegram.bot_token must be a text in quotes'],
  ['[updates]\nauto = "yes"', 'updates.auto must be true or false'],
  ['[log]\nlines = 1.5', 'log.lines must be a whole number'],
  ['[log]\nlines = "5"', 'log.lines must be a number'],
  ['[access]\nowners = 5', 'access.owners must be a list in brackets'],
  ['telegram = 5', 'telegram must be a table'],
  ['[[projects]]\nname = "a"', 'projects[1].path must be given'],
  ['[codex]\ncommand = ""', 'codex.command must be some text'],
  ['[codex]\nendpoint = "http://x"', 'codex.endpoint must be a URL (wss?)'],
  ['[access]\nowners = [true]', 'access.owners[1] must be a numeric id'],
  ['[updates]\nnpm = []', 'updates.npm must be a command'],
])('%j is told in words: %s', (toml, message) => {
  expect(refused(toml).message).toMatch(new RegExp(`: ${escaped(message)}`));
});

const escaped = (text: string): string => text.replace(/[[\]().?]/g, '\\$&');

test.each([
  ['an anonymous administrator', 1087968824],
  ['a channel', 136817688],
  ['a linked channel', 777000],
])('the id of %s lets nobody in, in any list', (_name, id) => {
  for (const key of ['owners', 'users', 'approvers', 'viewers']) {
    expect(refused(`[access]\n${key} = ["${id}"]`).message).toContain(`${id} stands for nobody`);
  }
  expect(refused(`[telegram]\nchat_ids = [${id}]`).message).toContain('stands for nobody');
  expect(refused(`[requests]\nescalate_to = ${id}`).message).toContain('stands for nobody');
});

test('a group is no person, and 0 is neither', () => {
  expect(refused('[access]\nusers = [-100123]').message).toContain('is a chat, not a person');
  expect(refused('[telegram]\nchat_ids = [0]').message).toContain('0 is no id');
});

test('a username in place of an id is refused with the reason', () => {
  expect(refused('[access]\nowners = ["@ann"]').message).toContain('can pass to somebody else');
});

test('names are given once, and one project is the default', () => {
  const project = (name: string) => `[[projects]]\nname = "${name}"\npath = "x"\ndefault = true\n`;
  const roots = '[[roots]]\nname = "r"\npath = "x"\n'.repeat(2);
  expect(refused(minimal + project('a') + project('b') + project('a') + roots).message).toBe(
    [
      'line 10: a second default project',
      'line 12: a second project "a"',
      'line 19: a second root "r"',
    ].join('\n'),
  );
});

test('a key that poisons objects is refused', () => {
  expect(refused('[telegram]\n__proto__ = 1').code).toBe('CONFIG_INVALID');
});
