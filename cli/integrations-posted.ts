import { setTimeout as sleep } from 'node:timers/promises';
import { readOncall } from '../lib/adapters/config/oncall-file.ts';
import { secretFieldsOf } from '../lib/domain/integrations/resolve.ts';
import { integrationProgress } from '../lib/use-cases/integrations/integration-progress.ts';
import type { StoreContext } from '../lib/use-cases/runtime/run-context.ts';
import { say } from './stage.ts';

const POLL_MS = 200;

/**
 * Says of each integration in `oncall.yml` when it took the alert about an incident, or that it did not within the time.
 * Answers whether all did.
 */
export const sayIntegrationsPosted = async (
  run: StoreContext,
  incidentId: string | undefined,
  { since, isLate }: { since: () => string; isLate: () => boolean },
): Promise<boolean> => {
  const { integrations } = readOncall(process.env['ONCALL'] || 'oncall.yml');
  const waiting = new Map(integrations.map((one) => [one.name, secretFieldsOf(one).kind]));
  while (incidentId !== undefined && waiting.size > 0 && !isLate()) {
    for (const [name, kind] of [...waiting]) {
      if (!(await integrationProgress(run, name, incidentId)).isPosted) continue;
      waiting.delete(name);
      say(`${kind.padEnd(8)} after ${since()}: ${name} took it`);
    }
    if (waiting.size > 0) await sleep(POLL_MS);
  }
  for (const [name, kind] of waiting) {
    const progress = incidentId === undefined ? undefined : await integrationProgress(run, name, incidentId);
    say(
      `${kind.padEnd(8)} ${name} did not take it in time${progress?.failure ? `: ${progress.failure}` : ''}`,
    );
  }
  return waiting.size === 0;
};
