import * as z from 'zod';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import { Action, IncidentAction } from '../../../lib/domain/incidents/action.ts';
import { Covered } from '../../../lib/domain/oncall/cover.ts';
import { actOnMany } from '../../../lib/use-cases/incidents/act-on-many.ts';
import { performAction } from '../../../lib/use-cases/incidents/perform-action.ts';
import { bootstrap, type LambdaClock } from '../../../lib/use-cases/runtime/bootstrap.ts';
import type { RunContext } from '../../../lib/use-cases/runtime/run-context.ts';

/** That somebody stands in for a while, or that the latest of those who do has finished. */
const Standing = z.union([
  z.object({ covered: Covered, by: z.string(), inMs: z.number(), lastsMs: z.number() }),
  z.object({ endsLatest: z.literal(true) }),
]);
export type Standing = z.infer<typeof Standing>;

const Acting = z.union([
  z.object({ incidentId: z.string(), action: Action }),
  z.object({ incidentIds: z.array(z.string()), action: IncidentAction }),
  z.object({ standing: Standing }),
]);

const { contextFor } = bootstrap();

/**
 * A person acts on an incident, as by the console, a link in an email or `npm run resolve`; or on many in one act; or
 * changes who is on duty.
 */
export const handler = async (event: unknown, context: LambdaClock): Promise<void> => {
  const acting = Acting.parse(event);
  const run = contextFor(context);
  if ('standing' in acting) await changeDuty(run, acting.standing);
  else if ('incidentIds' in acting) await actOnMany(run, acting.incidentIds, acting.action, 'Noura');
  else await performAction(run, acting.incidentId, acting.action, 'Noura');
};

/** Two covers of one person or level at the same time are refused, as by the console. */
const changeDuty = async ({ store, now }: RunContext, standing: Standing): Promise<void> => {
  const { covers, revision } = await readCovers(store);
  const [ms, at] = [now().getTime(), now().toISOString()];
  if ('endsLatest' in standing) {
    const latest = covers.at(-1);
    if (!latest || latest.endedAt || Date.parse(latest.to) <= ms) return;
    await putCovers(store, [...covers.slice(0, -1), { ...latest, endedAt: at, endedBy: 'Noura' }], revision);
    return;
  }
  const { covered, by, inMs, lastsMs } = standing;
  const [from, to] = [ms + inMs, ms + inMs + lastsMs];
  const isTaken = covers.some(
    (one) =>
      JSON.stringify(one.covered) === JSON.stringify(covered) &&
      Date.parse(one.from) < to &&
      Date.parse(one.endedAt ?? one.to) > from,
  );
  if (isTaken) return;
  const cover = {
    id: `${revision + 1}`,
    covered,
    by,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    reason: 'at the dentist',
    createdBy: 'Noura',
    createdAt: at,
  };
  await putCovers(store, [...covers, cover], revision);
};
