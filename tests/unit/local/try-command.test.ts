import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { tryCommand } from '../../../local/stack/example.ts';

const URL = 'http://127.0.0.1:8787/hooks/main/token';
const ENDPOINT = 'http://127.0.0.1:8788/webhooks/orders';
const BODY = `{"code":"503","endpoint":"${ENDPOINT}","message":"Service Unavailable"}`;

test('on Windows the command to try has no quotes within quotes, and its body is in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'example-')), 'example.json');
  expect(tryCommand(URL, ENDPOINT, file, 'win32')).toBe(
    `curl.exe -sS -H "content-type: application/json" -d "@${file}" "${URL}"`,
  );
  expect(readFileSync(file, 'utf8')).toBe(BODY);
});

test.each(['linux', 'darwin'] as const)('on %s it is one line with its body', (platform) => {
  expect(tryCommand(URL, ENDPOINT, 'nowhere/example.json', platform)).toBe(
    `curl -sS -H 'content-type: application/json' -d '${BODY}' '${URL}'`,
  );
});
