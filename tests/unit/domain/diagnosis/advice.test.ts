import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adviceFor } from '../../../../lib/domain/diagnosis/advice.ts';
import { Area, Cause } from '../../../../lib/domain/diagnosis/cause.ts';
import { shellQuoted } from '../../../../lib/domain/diagnosis/runbook.ts';
import { anyCodePoints } from '../../../any-text.ts';

const ENDPOINT = 'https://user:hunter2@api.shop.example:8443/hooks/orders?token=hunter2#hunter2';

describe.each(Cause.options)('the advice for %s', (cause) => {
  const advice = adviceFor(cause, ENDPOINT);

  test('has a documented area, a sentence, a first check and two to four steps', () => {
    expect(Area.options).toContain(advice.area);
    expect(advice.sentence).toMatch(/^[A-Z][^\n]{20,}\.$/);
    expect(advice.firstCheck.length).toBeGreaterThan(10);
    expect(advice.steps.length).toBeGreaterThanOrEqual(2);
    expect(advice.steps.length).toBeLessThanOrEqual(4);
  });

  test('claims nothing that only Flavours says', () => {
    if (cause !== 'unreadable') expect(advice.sentence).toMatch(/^Flavours (?:says|gave|got|names)/);
  });

  test('is short enough for an SMS, in signs that cost one septet', () => {
    expect(advice.short).toMatch(/^[A-Za-z0-9 ().,'-]{1,40}$/);
  });

  test('shows no secret', () => {
    expect(JSON.stringify(advice)).not.toContain('hunter2');
  });

  test('announces a command only where there is one', () => {
    for (const { text, command } of [...advice.steps, ...adviceFor(cause, undefined).steps]) {
      expect(text).toMatch(command === undefined ? /[^:]$/ : /[:?]$/);
    }
  });
});

test('commands name host, port and path', () => {
  const commands = adviceFor('unknown', ENDPOINT).steps.map(({ command }) => command);
  expect(commands[0]).toContain("'https://api.shop.example:8443/hooks/orders?token=***'");
  expect(commands[1]).toBe("dig +short -q 'api.shop.example'");
  expect(commands[2]).toContain(
    "openssl s_client -connect 'api.shop.example:8443' -servername 'api.shop.example' ",
  );
  // The values of a query are shown to nobody: who runs it puts them in, and is told so.
  const [hidden] = adviceFor('unknown', 'https://u:p@api.shop.example/?wc-api=orders&k=secret').steps;
  expect(hidden?.text).toMatch(/put what is hidden in the place of each [*]{3}:$/);
  expect(hidden?.command).toContain("'https://api.shop.example/?wc-api=***&k=***'");
  const [plain] = adviceFor('unknown', 'https://api.shop.example/orders').steps;
  expect(JSON.stringify(plain)).not.toContain('***');
  expect(adviceFor('unknown', 'https://api.shop.example/?wc-api=***').steps[0]?.command).toContain(
    "'https://api.shop.example/?wc-api=***'",
  );
  expect(adviceFor('tls', 'http://a.example/').steps[0]?.command).toContain("'a.example:80'");
});

test('any text is one word of a shell', () => {
  const texts = fc
    .sample(anyCodePoints({ maxLength: 40 }), 60)
    .map((text) => text.toWellFormed().replaceAll('\0', ''));
  const printed = execFileSync(
    'sh',
    ['-c', texts.map((text) => `printf '%s\\0' ${shellQuoted(text)}`).join('\n')],
    { encoding: 'utf8' },
  );
  expect(printed.split('\0').slice(0, -1)).toEqual(texts);
});

test.each([
  "https://a.example/';echo PWNED$((40+2));'",
  'https://a`echo PWNED$((40+2))`.example/$(echo PWNED$((40+2)))',
  "https://a'b.example/'|id;[a-z]{1,2}",
  'https://[2001:db8::7]:8443/orders',
  '--upload-file=/etc/passwd',
  'javascript:alert(1)',
])('no part of a hostile endpoint is run: %s', (endpoint) => {
  const commands = Cause.options.flatMap((cause) =>
    adviceFor(cause, endpoint).steps.map(({ command = ':' }) => command),
  );
  const stubs = ['curl', 'dig', 'openssl'].map(
    (name) => `${name}() { cat >/dev/null; printf '%s\\n' "$@"; }`,
  );
  const script = ['set -fe', ...stubs, ...commands.map((command) => `: | ${command}`)].join('\n');
  const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(printed).not.toMatch(/PWNED42|uid=/);
});
