import { readDelivered, saveDelivered } from '../../adapters/dynamodb/delivered-states.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { type Incident, incidentKeyOf } from '../../domain/incidents/incident.ts';
import { asDelivered } from '../../domain/integrations/as-delivered.ts';
import type { PagerdutyAction } from '../../domain/integrations/pagerduty-event.ts';
import { shownText } from '../../domain/security/shown-text.ts';
import { performAction } from '../incidents/perform-action.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';

const NAME_LENGTH = 40;

/**
 * Does here what somebody did in PagerDuty, and records that PagerDuty knows it, so that it is not sent back. An event that
 * is not newer than the last one applied is a repetition, however late it comes. Answers what was done.
 */
export const actFromPagerduty = async (
  run: RunContext,
  integration: string,
  action: PagerdutyAction,
): Promise<'done' | 'nothing'> => {
  const incident = await incidentOf(run, action);
  if (!incident) return 'nothing';
  const known = (await readDelivered(run.store, integration, [incident]))(incident);
  if (known?.eventAt !== undefined && known.eventAt >= action.at) return 'nothing';
  const actor = `${shownText(action.user, NAME_LENGTH) || 'Somebody'} (PagerDuty)`;
  const kind = action.kind;
  const { outcome, incident: after = incident } = await performAction(
    run,
    incident.incidentId,
    { kind },
    actor,
  );
  await attemptOrThrow(run, ATTEMPTS.acting, `${incident.incidentId}: recording`, async () => {
    const before = (await readDelivered(run.store, integration, [after]))(after);
    const at = run.now();
    const record = asDelivered(integration, after, before, {
      due: { at: before?.alertAt ?? at.toISOString() },
      level: before?.level ?? 1,
      at,
    });
    return (await saveDelivered(run.store, before, { ...record, eventAt: action.at })) || AGAIN;
  });
  return outcome === 'done' ? 'done' : 'nothing';
};

const incidentOf = async (
  { store }: RunContext,
  { incidentIds }: PagerdutyAction,
): Promise<Incident | undefined> => {
  const keys = [...new Set(incidentIds)].flatMap((id) => incidentKeyOf(id) ?? []);
  return keys.length === 0 ? undefined : (await readIncidents(store, keys))[0];
};
