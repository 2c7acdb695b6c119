import { expect, test } from '@jest/globals';
import { withLinks } from '../../../local/inbox/links.ts';

test('a link of ours can be clicked, without what ends the sentence', () => {
  expect(
    withLinks(
      'Act:\n  http://127.0.0.1:8787/act/k3m-1/acknowledge?e=1&s=a_b-c\nor http://localhost:8787/console.',
    ).text,
  ).toBe(
    'Act:\n  <a href="http://127.0.0.1:8787/act/k3m-1/acknowledge?e=1&amp;s=a_b-c">http://127.0.0.1:8787/act/k3m-1/acknowledge?e=1&amp;s=a_b-c</a>\nor <a href="http://localhost:8787/console">http://localhost:8787/console</a>.',
  );
});

test.each([
  'https://evil.example/act/x',
  'http://127.0.0.1.evil.example/act/x',
  'http://127.0.0.1:8787/hooks/main/secret',
  'http://127.0.0.1:8787/consoles',
  'javascript:alert(1)//http://127.0.0.1:1/acts',
])('no other address can: %s', (text) => {
  expect(withLinks(text).text).not.toContain('<a');
});

test('hostile text stays text', () => {
  const { text } = withLinks('<b>"\'&</b> http://127.0.0.1:1/act/"><script>x</script>');
  expect(text).not.toMatch(/<b>|<script/);
  expect(text).toContain('<a href="http://127.0.0.1:1/act/">');
});
