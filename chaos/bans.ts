import { holds, runBan } from './load/ban.ts';

/** Bans as they were seen in the field, in seconds. */
const seen = [36, 350, 5_329, 6_775, 7_728];

const results = [];
for (const seconds of seen) results.push(await runBan(seconds));
console.table(results);
process.exit(results.every(holds) ? 0 : 1);
