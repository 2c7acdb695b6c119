import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oncallSchema } from '../../lib/domain/oncall/config-schema.ts';

/* `node --import tsx tools/generate/oncall-schema.ts` writes docs/oncall.schema.json; a test says when it is out of date. */
writeFileSync(
  join(__dirname, '../../docs/oncall.schema.json'),
  `${JSON.stringify(oncallSchema(), null, 2)}\n`,
);
