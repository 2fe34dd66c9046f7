import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ChatId, PersonId } from '../model/ids.ts';
import type { AccessPolicy } from '../model/settings.ts';
import type { Config, ConfiguredProject, ThreadDefaults } from './config.ts';
import { expandHome } from './places.ts';
import type { Written } from './schema/schema.ts';
import { durationMs, sizeBytes } from './schema/values.ts';

export interface Surroundings {
  readonly userHome: string;
  readonly env: NodeJS.ProcessEnv;
  /** Relative paths begin here: the directory of the file. */
  readonly baseDir: string;
}

/** From the file's spelling to ours: ids, milliseconds, bytes, absolute paths. */
export function buildConfig(written: Written, botToken: string, around: Surroundings): Config {
  const absolute = (path: string): string =>
    resolve(around.baseDir, expandHome(path, around.userHome));
  const { telegram, codex, directories, topics, display, voice, updates } = written;
  return {
    telegram: {
      botToken,
      apiRoot: telegram.api_root.replace(/\/+$/, ''),
      proxy: telegram.proxy,
      uploadFinalAnswerFiles: telegram.upload_final_answer_files,
      uploadDirs: telegram.upload_dirs.map(absolute),
      language: telegram.language,
    },
    access: accessOf(written),
    pairing: written.access.pairing,
    codex: {
      ...threadDefaults(codex),
      // A bare name is looked up in PATH; anything else is a path.
      command: /[/\\~]/.test(codex.command) ? absolute(codex.command) : codex.command,
      args: codex.args,
      env: codex.env,
      home: absolute(codex.home ?? (around.env['CODEX_HOME'] || '~/.codex')),
      daemon: codex.daemon,
      endpoint: codex.endpoint,
      tokenFile: codex.token_file === undefined ? undefined : absolute(codex.token_file),
      accountsDir: codex.accounts_dir === undefined ? undefined : absolute(codex.accounts_dir),
      rotateAccounts: codex.rotate_accounts,
    },
    projects: written.projects.map((project) => projectOf(project, absolute)),
    roots: rootsOf(written, around, absolute),
    directories: {
      projectless: absolute(directories.projectless),
      showHidden: directories.show_hidden,
    },
    topics: { close: topics.close, stateIcons: topics.state_icons, rename: topics.rename },
    display: {
      commentary: display.commentary,
      thinking: display.thinking,
      tools: display.tools,
      commands: display.commands,
      quietMs: durationMs(display.quiet),
    },
    repostMs: durationMs(display.repost),
    queue: { askOver: written.queue.ask_over },
    requests: {
      remindMs: durationMs(written.requests.remind),
      escalateTo: personOf(written.requests.escalate_to),
    },
    files: {
      keepMs: durationMs(written.files.keep),
      maxDownloadBytes: sizeBytes(written.files.max_download),
    },
    voice: {
      apiKey: voice.api_key,
      baseUrl: voice.base_url.replace(/\/+$/, ''),
      model: voice.model,
      command: voice.command,
      confirm: voice.confirm,
    },
    updates: {
      check: updates.check,
      auto: updates.auto,
      intervalMs: durationMs(updates.interval),
      requireIdle: updates.require_idle,
      retryMs: durationMs(updates.retry),
      codexCheck: updates.codex_check,
      codexAuto: updates.codex_auto,
      npm: updates.npm,
    },
    log: { level: written.log.level, lines: written.log.lines },
  };
}

function accessOf({ telegram, access }: Written): AccessPolicy {
  const people = (ids: Written['access']['owners']): ReadonlySet<PersonId> =>
    new Set(ids.map((id) => Number(id) as PersonId));
  return {
    chats: new Set(telegram.chat_ids.map((id) => Number(id) as ChatId)),
    owners: people(access.owners),
    users: people(access.users),
    approvers: people(access.approvers),
    viewers: people(access.viewers),
    groupMembers: access.group_members,
    groups: telegram.groups,
  };
}

type WrittenProject = Written['projects'][number];

const projectOf = (
  project: WrittenProject,
  absolute: (path: string) => string,
): ConfiguredProject => ({
  name: project.name,
  path: absolute(project.path),
  isDefault: project.default,
  ...threadDefaults(project),
  notes: project.notes,
  display: Object.fromEntries(
    Object.entries(project.display ?? {}).filter(([, detail]) => detail !== undefined),
  ),
});

/** `~/Projects` is offered where it is, unless roots are named. */
function rootsOf(
  { roots }: Written,
  { userHome }: Surroundings,
  absolute: (path: string) => string,
): Config['roots'] {
  if (roots) return roots.map(({ name, path }) => ({ name, path: absolute(path) }));
  const usual = join(userHome, 'Projects');
  return existsSync(usual) ? [{ name: 'Projects', path: usual }] : [];
}

const personOf = (id: number | string | undefined): PersonId | undefined =>
  id === undefined ? undefined : (Number(id) as PersonId);

const threadDefaults = (written: Written['codex'] | WrittenProject): ThreadDefaults => ({
  model: written.model,
  effort: written.effort,
  approvalPolicy: written.approval_policy,
  sandbox: written.sandbox,
});
