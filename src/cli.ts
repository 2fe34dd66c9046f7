#!/usr/bin/env node
// Nothing is imported before the engine is known to be new enough: an old one could not parse it.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`pocketdex needs Node 22.18 or newer; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else {
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
