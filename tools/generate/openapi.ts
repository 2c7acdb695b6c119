import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapi } from '../../lib/domain/api/openapi.ts';

/* `node --import tsx tools/generate/openapi.ts` writes docs/openapi.json; a test says when it is out of date. */
writeFileSync(join(__dirname, '../../docs/openapi.json'), `${JSON.stringify(openapi(), null, 2)}\n`);
