import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oncallSchemaCommand } from '../../cli/commands/for-developers.ts';
import { run } from '../../cli/commands/run.ts';
import { oncallSchema } from '../../lib/domain/oncall/config-schema.ts';

/* Writes docs/oncall.schema.json; a test says when it is out of date. */
run(oncallSchemaCommand(), () => {
  const file = join(__dirname, '../../docs/oncall.schema.json');
  writeFileSync(file, `${JSON.stringify(oncallSchema(), null, 2)}\n`);
});
