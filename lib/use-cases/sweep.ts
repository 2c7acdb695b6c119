import { decodeTime, isValid } from 'ulid';
import { listOpenShelf, readIncidents, shelve } from '../adapters/dynamodb/incidents.ts';
import { listPending } from '../adapters/dynamodb/list-pending.ts';
import { type NotificationKey, readNotifications } from '../adapters/dynamodb/notifications.ts';
import { readSilences } from '../adapters/dynamodb/silences.ts';
import { chunksOf } from '../adapters/dynamodb/store.ts';
import { owed } from '../domain/alerting/due-alerts.ts';
import { owedSince } from '../domain/alerting/due-since.ts';
import { isSettled } from '../domain/alerting/mark-sent.ts';
import { type Incident, monthShelf } from '../domain/incidents/incident.ts';
import type { Silence } from '../domain/incidents/silence.ts';
import { step } from '../domain/incidents/transition.ts';
import { deliver } from './alerting/send-due-alerts.ts';
import { fold } from './grouping/group-notifications.ts';
import { close } from './incidents/resolve-incident.ts';
import { timePasses } from './incidents/time-passes.ts';
import { sideBySide } from './runtime/map-limit.ts';
import type { Work } from './runtime/run-context.ts';

const PENDING_PER_SHARD = 5000;
const READ_AT_ONCE = 1000;
const CLOSED_AT_ONCE = 8;

/** What one sweep found and left. `misfit`: incidents that no schema of ours fits, so that nobody is told of them. */
export type Swept = {
  pending: number;
  oldestPendingAgeS: number;
  failed: number;
  open: number;
  misfit: number;
  oldestOwedAgeS: number;
};

/**
 * Does whatever anything else left undone: folds what the stream missed, closes what has been quiet for long,
 * tells what is owed. May overlap itself. Folding has half of the function's time, so that telling is never starved.
 */
export const sweep = async (work: Work, holder: string, pendingAgeMs: number): Promise<Swept> => {
  const halfTimeMs = work.remainingMs() / 2;
  const keys = await listPending(work.store, PENDING_PER_SHARD);
  const due = keys.filter((key) => Math.abs(ageMs(key, work.now())) >= pendingAgeMs);
  const failed = await foldMissed(work, due, () => work.remainingMs() > halfTimeMs);

  let misfit = 0;
  const shelf = await listOpenShelf(work.store, (error) => {
    misfit += 1;
    work.log.error('an incident could not be read', { error });
  });
  const keysOf = (incidents: Incident[]) => incidents.map(({ endpointKey }) => endpointKey);
  const current = await passTime(work, shelf, await readSilences(work.store, keysOf(shelf)));
  await deliver(work, holder, current);
  const silences = await readSilences(work.store, keysOf(current));
  await shelveSettled(work, current, silences);
  return {
    pending: due.length,
    oldestPendingAgeS: oldestS(due.map((key) => ageMs(key, work.now()))),
    failed,
    open: current.filter(({ state }) => state !== 'resolved').length,
    misfit,
    oldestOwedAgeS: await oldestOwedAgeS(work, current, silences),
  };
};

const oldestS = (agesMs: number[]): number => Math.round(Math.max(0, ...agesMs) / 1000);

/** By the id's time; one from a clock that was ahead counts as old as it is young, so that it does not wait for ever. */
const ageMs = ({ id }: NotificationKey, now: Date): number =>
  isValid(id) ? now.getTime() - decodeTime(id) : now.getTime();

/** Reads and folds page by page, as long as there is time. Answers with how many are still pending. */
const foldMissed = async (work: Work, due: NotificationKey[], mayStart: () => boolean): Promise<number> => {
  let left = 0;
  for (const page of chunksOf(due, READ_AT_ONCE)) {
    if (!mayStart()) {
      left += page.length;
      continue;
    }
    const missed = (await readNotifications(work.store, page)).filter(({ pending }) => pending !== undefined);
    left += (await fold(work, missed, mayStart)).failed.length;
  }
  return left;
};

type Silences = ReadonlyMap<string, Silence>;

/** What time alone does: an acknowledgement ends, long quiet closes. */
const passTime = async (work: Work, shelf: Incident[], silences: Silences): Promise<Incident[]> => {
  const { outputs } = await sideBySide(
    shelf,
    CLOSED_AT_ONCE,
    () => true,
    async (incident) => {
      const passing = timePasses(incident, silences.get(incident.endpointKey), work.oncall, work.now());
      if (step(incident, passing, work.now()) === incident) return incident;
      try {
        return await close(work, incident, passing);
      } catch (error) {
        work.log.error('what time does to an incident could not be done', {
          incidentId: incident.incidentId,
          error,
        });
        return incident;
      }
    },
  );
  return outputs;
};

const shelveSettled = async (work: Work, incidents: Incident[], silences: Silences): Promise<void> => {
  const over = incidents.filter((one) =>
    isSettled(one, silences.get(one.endpointKey), work.oncall, work.now()),
  );
  await sideBySide(
    over,
    CLOSED_AT_ONCE,
    () => true,
    (incident) => shelveIfSettled(work, incident, silences.get(incident.endpointKey)),
  );
};

/** How long the longest has waited that was owed and is still, whatever kept it from being told: an alarm watches it. */
const oldestOwedAgeS = async (work: Work, listed: Incident[], silences: Silences): Promise<number> => {
  const silenceOf = ({ endpointKey }: Incident) => silences.get(endpointKey);
  const wereOwed = listed.filter((one) => owed(one, silenceOf(one), work.oncall, work.now()).email);
  const now = work.now();
  const since = (await readIncidents(work.store, wereOwed)).map((one) =>
    owedSince(one, silenceOf(one), work.oncall, now),
  );
  return oldestS(since.filter((at) => at !== undefined).map((at) => now.getTime() - at.getTime()));
};

/** Takes an incident off the open shelf once it is over and nothing of it is owed. */
export const shelveIfSettled = async (
  work: Work,
  incident: Incident,
  silence: Silence | undefined,
): Promise<void> => {
  if (isSettled(incident, silence, work.oncall, work.now()))
    await shelve(work.store, incident, monthShelf(incident));
};
