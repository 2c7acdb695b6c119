import { isDeepStrictEqual } from 'node:util';
import { readIncidents, saveIncident } from '../../adapters/dynamodb/incidents.ts';
import { readWatched, saveWatched } from '../../adapters/dynamodb/monitors.ts';
import { configuredStatus, namedBy } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { type Happening, step } from '../../domain/incidents/transition.ts';
import { withCertificate } from '../../domain/probing/certificate-expiry.ts';
import { laneOf } from '../../domain/probing/lane.ts';
import { nextProbeAt, type Watched } from '../../domain/probing/monitor.ts';
import { endsNormal, learnNormal, withNormal } from '../../domain/probing/normal-status.ts';
import type { Probe } from '../../domain/probing/probe.ts';
import { answeredStatus, type Look, remembered } from '../../domain/probing/probe-result.ts';
import { type ProvenProbe, provenProbe } from '../../domain/probing/proven-probe.ts';
import { AGAIN, ATTEMPTS, attempt, attemptOrThrow } from '../runtime/attempts.ts';
import type { Work } from '../runtime/run-context.ts';

type Seen = { watched: Watched; probe: Probe; isInTrouble: boolean; latest: Incident | undefined };

/**
 * Writes a look down with the others of its endpoint, and when the next is due; learns what the endpoint always answers,
 * and forgets it when that changes. Answers with all that is known then; nothing if it is no longer monitored.
 */
export const remember = async (
  work: Work,
  { watched, probe, isInTrouble, latest }: Seen,
): Promise<{ current: Watched; proven: ProvenProbe } | undefined> => {
  let before = watched;
  return attemptOrThrow(work, ATTEMPTS.recordingProbe, `${watched.endpointKey}: a probe`, async (failed) => {
    if (failed > 0) {
      const [current] = await readWatched(work.store, [watched.endpointKey], () => undefined);
      if (current && current.watch === undefined) return undefined;
      before = current ?? before;
    }
    const proven = prove(work, before, probe);
    const { look } = proven;
    // It was written down, and the answer was lost. What it proves may be read otherwise since.
    const known = before.history.find((one) => isDeepStrictEqual({ ...one, kind: look.kind }, look));
    if (known) return { current: before, proven: { ...proven, look: known } };
    // Monitored anew since it was listed: there is a new incident.
    const isNew = before.watchedAt !== watched.watchedAt;
    const own = ownOf(work, before, {
      probe,
      look,
      latest,
      isInTrouble: isInTrouble || isNew || look.kind === 'failed',
    });
    if (!(await saveWatched(work.store, before, own, look))) return AGAIN;
    const { normalStatus: _, ...rest } = before;
    const { normalStatus, ...saved } = own;
    const current = { ...rest, ...saved, ...(normalStatus && { normalStatus }), looks: before.looks + 1 };
    return { current, proven: prove(work, current, probe) }; // by what was learned from it, too
  });
};

/** One that is not accepted is an outage of its own: nothing to warn about. */
const certificatesWith = (
  { certificates }: Watched,
  { at, certificate }: Probe,
): Partial<Pick<Watched, 'certificateEndsAt' | 'certificates'>> => {
  if (!certificate?.validTo) return {};
  const { fingerprint, validFrom, validTo, chainEnd, error } = certificate;
  const endsAt = chainEnd?.validTo ?? validTo;
  if (!fingerprint || error) return { certificateEndsAt: endsAt };
  const seen = {
    fingerprint,
    ...(validFrom && { startsAt: validFrom }),
    endsAt,
    ...(chainEnd && { endsWith: chainEnd.subject }),
    seenAt: at,
  };
  return { certificateEndsAt: endsAt, certificates: withCertificate(certificates, seen) };
};

/** What a probe proves of an endpoint, by what is known of it. */
export const prove = (
  work: Work,
  { endpointKey, normalStatus }: Pick<Watched, 'endpointKey' | 'normalStatus'>,
  probe: Probe,
): ProvenProbe => provenProbe(probe, configuredStatus(endpointKey, work.oncall), normalStatus);

const ownOf = (
  work: Work,
  before: Watched,
  {
    probe,
    look,
    latest,
    isInTrouble,
  }: { probe: Probe; look: Look; isInTrouble: boolean; latest: Incident | undefined },
) => {
  const isConfigured = configuredStatus(before.endpointKey, work.oncall) !== undefined;
  const named = namedBy(before, work.oncall);
  const history = remembered(before.history, look);
  const known = before.normalStatus;
  const isOver = known !== undefined && endsNormal(known, answeredStatus(probe));
  const lastReportedAt = latest && latest.count > 0 ? latest.lastAt : (before.watchedAt ?? '');
  const learned = isConfigured
    ? undefined
    : learnNormal(history, { lastReportedAt, forgottenAt: before.normalForgottenAt }, work.now());
  if (isOver || learned)
    work.log.info(learned ? 'an endpoint always answers with an error' : 'an endpoint answers otherwise', {
      endpointKey: before.endpointKey,
      before: known?.status,
      status: answeredStatus(probe),
    });
  const normalStatus = learned ?? (isOver ? null : known);
  return {
    history: learned ? withNormal(history, learned.status) : history,
    nextProbeAt: nextProbeAt(isInTrouble, new Date(probe.at), work.pace).toISOString(),
    lane: laneOf(named, isInTrouble, history),
    troubleLane: laneOf(named, true, history),
    ...certificatesWith(before, probe),
    ...(normalStatus !== undefined && { normalStatus }),
  };
};

/** Writes a probe down on its incident, unless that is over by now. Answers with the incident as it is then. */
export const saveProbe = (work: Work, incident: Incident, proven: ProvenProbe): Promise<Incident> =>
  saveStep(work, incident, { kind: 'probed', ...proven });

/** Writes down what `step` makes of an incident, trying again where others were faster. */
export const saveStep = async (work: Work, incident: Incident, happening: Happening): Promise<Incident> => {
  let before = incident;
  const saved = await attempt(work, ATTEMPTS.savingProbe, async (failed) => {
    if (failed > 0) {
      const [current] = await readIncidents(work.store, [before]);
      if (!current) return before;
      before = current;
    }
    const after = step(before, happening, work.now());
    return after === before || (await saveIncident(work.store, before, after)) ? after : AGAIN;
  });
  if (saved !== AGAIN) return saved;
  work.log.warn('a probe could not be saved: others were faster', { incidentId: incident.incidentId });
  return before;
};
