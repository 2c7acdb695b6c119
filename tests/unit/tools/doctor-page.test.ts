import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CHECKS } from '../../../lib/domain/doctor/checks.ts';

const PAGE = 'docs/doctor.md';
const rows = Object.entries(CHECKS).map(
  ([name, { by, looksAt, why, needs }]) =>
    `| \`${name}\`${by === 'both' ? ', daily' : ''} | ${looksAt} | ${why} | ${needs.map((right) => `\`${right}\``).join(', ') || '–'} |`,
);
const table = ['| check | looks at | why | needs |', '|---|---|---|---|', ...rows].join('\n');

test('the page has each check as the code has it', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env['UPDATE_GOLDEN'])
    writeFileSync(
      PAGE,
      page.replace(/<!-- checks -->\n(?:\n\|[\s\S]*?\n(?=\n))?/, `<!-- checks -->\n\n${table}\n`),
    );
  expect(readFileSync(PAGE, 'utf8')).toContain(`<!-- checks -->\n\n${table}\n\n`);
});
