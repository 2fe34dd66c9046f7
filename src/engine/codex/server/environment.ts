const ours = /^(?:POCKETDEX_|TELEGRAM_)|^NODE_OPTIONS$/;

/**
 * The environment for a server that we start. It is shared with the terminal, whose API keys and MCP
 * settings must stay, so only what is ours goes: by name, and anything that equals a secret of ours.
 */
export function serverEnvironment(
  env: NodeJS.ProcessEnv,
  codexHome: string,
  secrets: readonly string[],
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name, value]) => !ours.test(name) && !(value !== undefined && secrets.includes(value)),
  );
  return { ...Object.fromEntries(kept), CODEX_HOME: codexHome };
}
