/** What the model does with words that it was not given a program for. The first that fits. */
const programs: readonly (readonly [RegExp, string])[] = [
  [
    /\btest/i,
    `[[sim: say "I run the tests."; run "sh test/login.sh"; wait 1200;
      final "One test fails:\\n\\n- **the query string is lost** on the way to the login\\n\\nSay *fix* and I mend it."]]`,
  ],
  [
    /\bfix|mend|repair/i,
    `[[sim: say "I look at the redirect first."; run "cat src/redirect.js"; wait 1500;
      say "The search part is dropped. I keep it.";
      patch update:src/redirect.js "  const { pathname } = new URL(url);\\n  return \`/login?next=\${pathname}\`;" -> "  const { pathname, search } = new URL(url);\\n  return \`/login?next=\${pathname}\${search}\`;";
      run "sh test/login.sh"; wait 1500;
      final "The login redirect **keeps its query string** now:\\n\\n\`\`\`js\\nconst { pathname, search } = new URL(url);\\n\`\`\`\\n\\nThe test holds."]]`,
  ],
  [
    /\bask|question/i,
    `[[sim: ask "Which database should the tests use?" SQLite|PostgreSQL "Which port?" 5432|15432;
      final "Good: I remember that."]]`,
  ],
  [
    /\brelease|approve|publish|install/i,
    `[[sim: run "mkdir -p ../releases && cp src/redirect.js ../releases/" escalate why="The releases lie outside of the project.";
      patch add:../releases/NOTES.md "The login keeps its query string.";
      final "**Released.** It lies in \`../releases\`."]]`,
  ],
  [
    /\blong|slow|work/i,
    `[[sim: say "This takes a while: write to me meanwhile, or press Stop."; run "ls -R ."; wait 6000;
      say "Half of it is done."; run "cat CHANGELOG.md"; wait 6000; final "Done, after a good while."]]`,
  ],
  [/\bfail|error|limit/i, '[[sim: say "I try."; wait 800; fail usage-limit resets=1200]]'],
  [
    /\bmarkdown|show|table/i,
    `[[sim: final "# What a chat can show\\n\\n**Bold**, *italic*, ~~gone~~, \`code\`, a [link](https://example.com).\\n\\n1. one\\n2. two\\n   - and a half\\n\\n> A quote.\\n\\n| file | lines |\\n| --- | ---: |\\n| src/redirect.js | 5 |\\n| test/login.sh | 3 |\\n\\n\`\`\`js\\nconst answer = 42;\\n\`\`\`"]]`,
  ],
];

/** What to try, for the first screen. */
export const hints = 'test · fix · ask me · release it · a long one · show markdown · fail';

export const talkProgram = (prompt: string): string => {
  const found = programs.find(([words]) => words.test(prompt));
  if (found) return found[1];
  const said = prompt.replace(/["\\[\]]/g, '').slice(0, 200);
  return `[[sim: wait 400; final "I am only a script, and heard: *${said.replace(/\s+/g, ' ')}*\\n\\nTry: ${hints}"]]`;
};
