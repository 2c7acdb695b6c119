import { decodeTime, isValid } from 'ulid';
import { listOpenShelf, readIncidents } from '../adapters/store/incidents.ts';
import { type NotificationKey, readNotifications } from '../adapters/store/notifications.ts';
import { listPending } from '../adapters/store/pending.ts';
import { readSilences } from '../adapters/store/silences.ts';
import { chunksOf } from '../adapters/store/store.ts';
import { isMuted } from '../hold.ts';
import type { Incident } from '../incident.ts';
import { owed } from '../owed.ts';
import { owedSince } from '../owed-since.ts';
import type { Silence } from '../silence.ts';
import { step } from '../step.ts';
import { isSettled } from '../telling.ts';
import { close, shelveIfSettled } from './close.ts';
import { deliver } from './deliver.ts';
import { fold } from './fold.ts';
import { sideBySide } from './side-by-side.ts';
import type { Work } from './work.ts';

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
      const isHeld = isMuted(incident, silences.get(incident.endpointKey), work.oncall, work.now());
      if (step(incident, { kind: 'clock', isHeld }, work.now()) === incident) return incident;
      try {
        return await close(work, incident, { kind: 'clock', isHeld });
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
