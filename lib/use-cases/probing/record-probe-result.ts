import { isDeepStrictEqual } from 'node:util';
import { readIncidents, saveIncident } from '../../adapters/dynamodb/incidents.ts';
import { readMonitors, saveMonitor } from '../../adapters/dynamodb/monitors.ts';
import { configuredStatus, namedBy } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { type IncidentEvent, transition } from '../../domain/incidents/transition.ts';
import { withCertificate } from '../../domain/probing/certificate-expiry.ts';
import { laneOf } from '../../domain/probing/lane.ts';
import { type Monitor, nextProbeAt } from '../../domain/probing/monitor.ts';
import { endsNormal, learnNormal, withNormal } from '../../domain/probing/normal-status.ts';
import type { Probe } from '../../domain/probing/probe.ts';
import { answeredStatus, appendResult, type ProbeResult } from '../../domain/probing/probe-result.ts';
import { type ProvenProbe, provenProbe } from '../../domain/probing/proven-probe.ts';
import { AGAIN, ATTEMPTS, attempt, attemptOrThrow } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** `startedAt`: when the check began, of which this is one of many probes. */
type Seen = {
  monitored: Monitor;
  probe: Probe;
  isInTrouble: boolean;
  latest: Incident | undefined;
  startedAt: Date;
};

/**
 * Adds a probe result to its monitor, with the time of the next probe. Learns what the endpoint always answers, and
 * forgets it when that changes. Returns what is known then; undefined if it is no longer monitored.
 */
export const recordProbeResult = async (
  run: RunContext,
  { monitored, probe, isInTrouble, latest, startedAt }: Seen,
): Promise<{ current: Monitor; proven: ProvenProbe } | undefined> => {
  let before = monitored;
  return attemptOrThrow(run, ATTEMPTS.recordingProbe, `${monitored.endpointKey}: a probe`, async (failed) => {
    if (failed > 0) {
      const [current] = await readMonitors(run.store, [monitored.endpointKey], () => undefined);
      if (current && current.monitored === undefined) return undefined;
      before = current ?? before;
    }
    const proven = prove(run, before, probe);
    const { result } = proven;
    // It was written, and the answer was lost. What it proves may be read differently since.
    const known = before.history.find((one) => isDeepStrictEqual({ ...one, kind: result.kind }, result));
    if (known) return { current: before, proven: { ...proven, result: known } };
    // Monitored again since it was listed: there is a new incident.
    const isNew = before.monitoredAt !== monitored.monitoredAt;
    const own = ownOf(run, before, {
      probe,
      result,
      latest,
      startedAt,
      isInTrouble: isInTrouble || isNew || result.kind === 'down',
    });
    if (!(await saveMonitor(run.store, before, own, result))) return AGAIN;
    const { normalStatus: _, ...rest } = before;
    const { normalStatus, ...saved } = own;
    const current: Monitor = {
      ...rest,
      ...saved,
      ...(normalStatus && { normalStatus }),
      revision: before.revision + 1,
    };
    return { current, proven: prove(run, current, probe) }; // by what was learned from it, too
  });
};

/** A certificate that is not accepted is an outage: nothing to warn about. */
const certificatesWith = (
  { certificates }: Monitor,
  { at, certificate }: Probe,
): Partial<Pick<Monitor, 'certificateEndsAt' | 'certificates'>> => {
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

/** What a probe proves about an endpoint, given what is known of it. */
export const prove = (
  run: RunContext,
  { endpointKey, normalStatus }: Pick<Monitor, 'endpointKey' | 'normalStatus'>,
  probe: Probe,
): ProvenProbe => provenProbe(probe, configuredStatus(endpointKey, run.oncall), normalStatus);

const ownOf = (
  run: RunContext,
  before: Monitor,
  { probe, result, latest, isInTrouble, startedAt }: Omit<Seen, 'monitored'> & { result: ProbeResult },
) => {
  const isConfigured = configuredStatus(before.endpointKey, run.oncall) !== undefined;
  const named = namedBy(before, run.oncall);
  const history = appendResult(before.history, result);
  const known = before.normalStatus;
  const isOver = known !== undefined && endsNormal(known, answeredStatus(probe));
  const lastReportedAt = latest && latest.count > 0 ? latest.lastAt : (before.monitoredAt ?? '');
  const learned = isConfigured
    ? undefined
    : learnNormal(history, { lastReportedAt, forgottenAt: before.normalForgottenAt }, run.now());
  if (isOver || learned)
    run.log.info(learned ? 'an endpoint always answers with an error' : 'an endpoint answers otherwise', {
      endpointKey: before.endpointKey,
      before: known?.status,
      status: answeredStatus(probe),
    });
  const normalStatus = learned ?? (isOver ? null : known);
  return {
    history: learned ? withNormal(history, learned.status) : history,
    // From when the check began: the last of a thousand is probed half a minute later, and must be due in the next one too.
    nextProbeAt: nextProbeAt(isInTrouble, startedAt, run.pace).toISOString(),
    lane: laneOf(named, isInTrouble, history),
    troubleLane: laneOf(named, true, history),
    ...certificatesWith(before, probe),
    ...(normalStatus !== undefined && { normalStatus }),
  };
};

/** Stores a probe on its incident, unless that is resolved by now. Returns the incident as it is then. */
export const saveProbe = (run: RunContext, incident: Incident, proven: ProvenProbe): Promise<Incident> =>
  saveStep(run, incident, { kind: 'probed', ...proven });

/** Saves what `transition` makes of an incident, retrying if others were faster. */
export const saveStep = async (
  run: RunContext,
  incident: Incident,
  event: IncidentEvent,
): Promise<Incident> => {
  let before = incident;
  const saved = await attempt(run, ATTEMPTS.savingProbe, async (failed) => {
    if (failed > 0) {
      const [current] = await readIncidents(run.store, [before]);
      if (!current) return before;
      before = current;
    }
    const after = transition(before, event, run.now());
    return after === before || (await saveIncident(run.store, before, after)) ? after : AGAIN;
  });
  if (saved !== AGAIN) return saved;
  run.log.warn('a probe could not be saved: others were faster', { incidentId: incident.incidentId });
  return before;
};
