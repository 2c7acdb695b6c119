import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { asText, stories } from './stories.ts';

// To write them anew after a wanted change: UPDATE_GOLDEN=1 npx jest tests/unit/messages/golden
// Then read the difference as somebody who was woken by it.
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

describe('messages are, to the letter, what is written in golden/', () => {
  test.each(Object.entries(stories))('%s', (name, render) => {
    const path = join(__dirname, 'golden', `${name}.txt`);
    const text = asText(render());
    if (isUpdate) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  test.each(Object.entries(stories))(
    '%s has no line longer than 78 but what is to be copied',
    (_, render) => {
      const lines = (render().email ?? '').split('\n');
      const long = lines.filter((line) => Array.from(line).length > 78);
      expect(long.filter((line) => !/https?:|^ {5}\w+ |npm run resolve/.test(line))).toEqual([]);
    },
  );
});
