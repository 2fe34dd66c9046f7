import { expect, test } from 'vitest';
import { createRedactor } from '../../src/base/redact.ts';

// Made up here, so that no file of ours looks like it leaks one.
const token = `123456789:${'Aa0_-'.repeat(7)}`;
const privateKey = `-----BEGIN RSA PRIVATE KEY-----\n${'x'.repeat(40)}\n-----END RSA PRIVATE KEY-----`;

test.each([
  ['a bot token', token],
  ['a bot token in a URL', encodeURIComponent(token)],
  ['an API key', `sk-proj-${'a1'.repeat(12)}`],
  ['a GitHub token', `ghp_${'b'.repeat(36)}`],
  ['a fine-grained GitHub token', `github_pat_${'c'.repeat(30)}`],
  ['a private key', privateKey],
  ['a private key inside JSON', JSON.stringify(privateKey)],
  ['a private key that was cut off', privateKey.slice(0, 60)],
])('%s is taken out wherever it stands', (_name, secret) => {
  const text = `before ${secret}`;
  const { redact } = createRedactor();
  expect(redact(text)).not.toContain(secret);
  expect(redact(text)).toMatch(/^before /);
});

test('what follows a secret stays', () => {
  const { redact } = createRedactor();
  expect(redact(`a ${privateKey} b ${token} c`)).toBe('a [redacted] b [redacted] c');
});

test('ordinary words and numbers stay as they are', () => {
  const text = 'risk-management of task 12:30, 123456789:short, -----BEGIN CERTIFICATE-----';
  expect(createRedactor().redact(text)).toBe(text);
});

test('a learned secret is taken out in every spelling, and is not forgotten', () => {
  const secret = 'pa"ss/word é';
  const redactor = createRedactor();
  redactor.learn([secret]);
  redactor.learn(['another-one']);
  const lower = encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase());
  for (const spelling of [secret, encodeURIComponent(secret), lower]) {
    expect(redactor.redact(`<${spelling}>`)).toBe('<[redacted]>');
  }
  expect(redactor.redact(JSON.stringify({ secret }))).toBe('{"secret":"[redacted]"}');
});

test('a value too short to be a secret blacks nothing out', () => {
  const redactor = createRedactor();
  redactor.learn(['', 'key']);
  expect(redactor.redact('the key')).toBe('the key');
});
