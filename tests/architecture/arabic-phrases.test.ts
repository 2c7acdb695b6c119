import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { arabicPhrases } from '../../lib/messages/language/phrase-list.ts';

const LIST = join(__dirname, '../../docs/arabic-phrases.md');

test('docs/arabic-phrases.md is what is said: `node --import tsx tools/generate/arabic-phrases.ts` writes it', () => {
  expect(readFileSync(LIST, 'utf8')).toBe(arabicPhrases());
});
