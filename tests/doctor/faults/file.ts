import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../fault.ts';
import { ONCALL, type World } from '../world.ts';

/** Another `oncall.yml` beside the command than the one that was deployed. */
const write = async ({ tree }: World, text: string) => {
  const path = join(tree, 'oncall.yml');
  writeFileSync(path, text);
  return async () => writeFileSync(path, ONCALL);
};

const check = 'oncall-file';

export const FILE_FAULTS: readonly Fault[] = [
  {
    name: 'a setting was changed, and nothing deployed',
    plant: (world) => write(world, `${ONCALL}acknowledgementMinutes: 45\n`),
    finds: [
      {
        check,
        subject: /^oncall\.yml$/,
        what: /these settings differ: acknowledgementMinutes\.$/,
        mend: /serverless deploy --force --stage prod --region us-east-1$/,
      },
    ],
  },
  {
    name: 'somebody was added, and nothing deployed',
    plant: (world) =>
      write(
        world,
        ONCALL.replace(
          '- email: oncall@restaurant.test',
          '- email: oncall@restaurant.test\n      - email: new@restaurant.test',
        ),
      ),
    finds: [
      { check, subject: /^oncall\.yml$/, what: /email new@restaurant\.test is not deployed/, mend: /deploy/ },
    ],
  },
  {
    name: 'the webhook shares the fate of what it watches',
    plant: (world) =>
      write(
        world,
        `${ONCALL}endpoints:\n  - { url: "${world.front.url.replace('http:', 'https:')}/orders" }\n`,
      ),
    finds: [
      { check, subject: /^oncall\.yml$/, what: /settings differ: endpoints/, mend: /deploy/ },
      {
        check: 'shared-fate',
        subject: /^127\.0\.0\.1$/,
        what: /shares its host or domain with 127\.0\.0\.1/,
        mend: /a domain of its own/,
      },
    ],
  },
];
