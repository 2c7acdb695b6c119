import { isDeepStrictEqual } from 'node:util';
import { readIncidents, saveIncident } from '../../adapters/dynamodb/incidents.ts';
import { readWatched, saveWatched } from '../../adapters/dynamodb/monitors.ts';
import { expectedStatusOf } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { step } from '../../domain/incidents/transition.ts';
import { withCertificate } from '../../domain/probing/certificate-expiry.ts';
import { nextProbeAt, type Watched } from '../../domain/probing/monitor.ts';
import type { Probe } from '../../domain/probing/probe.ts';
import { type Look, remembered } from '../../domain/probing/probe-result.ts';
import { ContentionError } from '../runtime/errors.ts';
import { backOff, type Work } from '../runtime/run-context.ts';

const ATTEMPTS = 6;

/** Writes a look down with the others of its endpoint, and when the next is due. Answers with all that is known then. */
export const remember = async (
  work: Work,
  watched: Watched,
  probe: Probe,
  look: Look,
  isInTrouble: boolean,
): Promise<Watched> => {
  let before = watched;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // It was written down, and the answer was lost.
    if (before.history.some((known) => isDeepStrictEqual(known, look))) return before;
    const own = {
      history: remembered(before.history, look),
      nextProbeAt: nextProbeAt(isInTrouble, new Date(probe.at), work.pace).toISOString(),
      ...certificatesWith(before, probe),
    };
    if (await saveWatched(work.store, before, own, look))
      return { ...before, ...own, looks: before.looks + 1 };
    await backOff(work, attempt);
    const [current] = await readWatched(work.store, [watched.endpointKey], () => undefined);
    before = current ?? before;
  }
  throw new ContentionError(
    `${watched.endpointKey}: ${ATTEMPTS} attempts to write a probe down were in vain`,
  );
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

const SAVE_ATTEMPTS = 4;

/** Writes a probe down on its incident, unless that is over by now. Answers with the incident as it is then. */
export const saveProbe = async (work: Work, incident: Incident, probe: Probe): Promise<Incident> => {
  let before = incident;
  for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt++) {
    const expectedStatus = expectedStatusOf(incident.endpointKey, work.oncall);
    const after = step(
      before,
      { kind: 'probed', probe, ...(expectedStatus && { expectedStatus }) },
      work.now(),
    );
    if (after === before || (await saveIncident(work.store, before, after))) return after;
    await backOff(work, attempt);
    const [current] = await readIncidents(work.store, [before]);
    if (!current) return before;
    before = current;
  }
  work.log.warn('a probe could not be saved: others were faster', { incidentId: incident.incidentId });
  return before;
};
