import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapiCommand } from '../../cli/commands/for-developers.ts';
import { run } from '../../cli/commands/run.ts';
import { openapi } from '../../lib/domain/api/openapi.ts';

/* Writes docs/openapi.json; a test says when it is out of date. */
run(openapiCommand(), () => {
  writeFileSync(join(__dirname, '../../docs/openapi.json'), `${JSON.stringify(openapi(), null, 2)}\n`);
});
