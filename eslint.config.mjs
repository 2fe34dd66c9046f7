// Only rules that need types; Biome does the rest.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'coverage/',
      '.tmp/',
      'src/engine/codex/protocol/generated/',
      '**/*.mjs',
      '*.config.ts',
    ],
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      ...Object.fromEntries(
        [
          'no-floating-promises',
          'no-misused-promises',
          'await-thenable',
          'return-await',
          'switch-exhaustiveness-check',
          'only-throw-error',
          'no-unsafe-assignment',
          'no-unsafe-call',
          'no-unsafe-member-access',
          'no-deprecated',
        ].map((name) => [`@typescript-eslint/${name}`, 'error']),
      ),
      // A default that handles the rest on purpose is as good as a case for each.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
);
