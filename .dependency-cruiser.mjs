// Each comment is what a person reads when the rule fires.
const stage = 'channel/telegram/(?:receive|send)|intake|work|engine|timeline|render|outbox';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const src = (from, but) => ({ path: `^src/${from}`, ...(but && { pathNot: but }) });
const home = (name, folder, to) =>
  rule(`${name}-has-one-home`, `Only ${folder} imports ${name}.`, src('', `^${folder}/`), to);
const npm = (name) => ({ path: `node_modules/(${name})/` });
const core = (name) => ({ dependencyTypes: ['core'], path: `^(node:)?(${name})$` });

export default {
  forbidden: [
    rule(
      'stages-stay-apart',
      'Hand over a record from src/model; app/pipeline.ts connects the stages.',
      src(`(${stage})/`),
      src(`(${stage})/`, '^src/$1/'),
    ),
    rule('model-imports-nothing', 'Plain records.', src('model/'), { pathNot: '^src/model/' }),
    rule(
      'core-stays-pure',
      'The reducer and the renderer see src/model and themselves.',
      src('(timeline|render)/'),
      { pathNot: ['^src/model/', '^src/$1/', npm('markdown-it').path] },
    ),
    rule(
      'adapters-keep-nothing',
      'What must survive a crash is written by intake, work and outbox.',
      src('(channel|engine)/'),
      src('(store|app|cli|web)/'),
    ),
    rule(
      'engines-stay-apart',
      'A plug-in stands alone.',
      src('engine/([^/]+)/'),
      src('engine/[^/]+/', '^src/engine/$1/'),
    ),
    rule(
      'only-app-knows-adapters',
      'Which channel and which engine are in use is wiring.',
      src('', '^src/(app|channel|engine)/'),
      // The client's public door is open to all: the demo's desktop is such a client.
      src('(channel|engine)/', '^src/engine/codex/index\\.ts$'),
    ),
    rule(
      'only-app-knows-stages',
      'cli, web, store and config ask app.',
      src('', `^src/(app|${stage})/`),
      src(`(${stage})/`, '^src/engine/codex/index\\.ts$'),
    ),
    rule(
      'app-is-the-top',
      'cli, web and demo start or ask the app.',
      src('', '^src/(app|cli|web|demo)/'),
      src('app/'),
    ),
    rule(
      'base-and-store-stay-low',
      'base knows base; store knows model and base.',
      src('(base|store)/'),
      src('', ['^src/(model|base)/', '^src/$1/']),
    ),
    rule(
      'browser-stands-alone',
      'The web client shares records with the server, nothing else.',
      src('web/client/'),
      { pathNot: ['^src/(web/client|model)/', npm('preact|@preact/.+').path] },
    ),
    home('grammy', 'src/(channel/telegram|grammy)', npm('grammy|@grammyjs/.+')),
    home('socks', 'src/channel/telegram', npm('socks')),
    home('ws', 'src/engine/codex', npm('ws')),
    home('preact', 'src/web/client', npm('preact|@preact/.+')),
    home('sqlite', 'src/store', core('sqlite')),
    home('child_process', 'src/(engine|cli|base/process|demo)', core('child_process')), // git, whisper: base/process
    home('http', 'src/(web/server|emulator|demo|channel/telegram)', core('https?')),
    rule('no-cycles', 'Split the file or move the type to src/model.', {}, { circular: true }),
    rule('no-dev-packages', 'Move it to dependencies.', src(''), {
      dependencyTypes: ['npm-dev'],
      pathNot: 'node_modules/@types/',
    }),
    rule('src-without-tests', 'Tests import src, never the reverse.', src(''), { path: '^test/' }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true, // `import type` counts: a shared type belongs in src/model
    doNotFollow: { path: 'node_modules' },
    builtInModules: { add: ['sqlite', 'node:sqlite'] }, // absent from Node 22's own list
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
