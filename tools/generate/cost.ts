import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inventory } from '../../bench/cost/inventory.ts';
import { readMeasured } from '../../bench/cost/measured.ts';
import { costPage } from '../../bench/cost/page.ts';
import { readPrices } from '../../bench/cost/prices.ts';
import { costCommand } from '../../cli/commands/for-releases.ts';
import { run } from '../../cli/commands/run.ts';

run(costCommand(), () => {
  writeFileSync(join(__dirname, '../../docs/cost.md'), costPage(readMeasured(), readPrices(), inventory()));
});
