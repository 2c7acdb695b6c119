import { randomUUID } from 'node:crypto';
import { log } from '../lib/adapters/log.ts';
import { count } from '../lib/adapters/metrics.ts';
import { eyeFromEnvironment } from '../lib/adapters/probe/eye.ts';
import { check } from '../lib/flow/check.ts';
import { type Clock, setUp } from '../lib/flow/set-up.ts';

/** Of one or two, one that cannot be tested says nothing of our own side. */
const FEWEST = 3;

const { workWithin } = setUp(eyeFromEnvironment);

/** Each minute: looks at the endpoints that are watched. */
export const handler = async (_event: unknown, context: Clock): Promise<void> => {
  const checked = await check(workWithin(context), randomUUID());
  if (checked.looked >= FEWEST && checked.untested > checked.looked / 2) count('MostUntested');
  log.info('checked', checked);
};
