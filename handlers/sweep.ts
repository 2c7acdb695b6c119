import { randomUUID } from 'node:crypto';
import { log } from '../lib/adapters/log.ts';
import { count, gaugeSeconds } from '../lib/adapters/metrics.ts';
import { type Clock, setUp } from '../lib/flow/set-up.ts';
import { sweep } from '../lib/flow/sweep.ts';

const { workWithin, pendingAgeMs } = setUp();

/** Each minute: whatever anything else left undone. */
export const handler = async (_event: unknown, context: Clock): Promise<void> => {
  const swept = await sweep(workWithin(context), randomUUID(), pendingAgeMs);
  gaugeSeconds('OldestPendingAge', swept.oldestPendingAgeS);
  gaugeSeconds('OldestOwedAge', swept.oldestOwedAgeS);
  if (swept.misfit > 0) count('MisfitIncident', swept.misfit);
  if (swept.failed > 0) count('FoldFailed', swept.failed);
  log.info('swept', swept);
};
