import type { Config } from '../config/config.ts';
import type { WorkSettings } from '../work/context.ts';

/** The part of the configuration that `work` decides by. */
export const workSettingsOf = ({ projects, directories, codex, queue }: Config): WorkSettings => ({
  projects,
  projectless: directories.projectless,
  model: codex.model,
  effort: codex.effort,
  approvalPolicy: codex.approvalPolicy,
  sandbox: codex.sandbox,
  askOver: queue.askOver,
});
