import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arabicPhrases } from '../../lib/messages/language/phrase-list.ts';

/* `node --import tsx tools/generate/arabic-phrases.ts` writes docs/arabic-phrases.md; a test says when it is out of date. */
writeFileSync(join(__dirname, '../../docs/arabic-phrases.md'), arabicPhrases());
