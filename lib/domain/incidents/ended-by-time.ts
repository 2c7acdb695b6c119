import { lastFailureMs } from './auto-resolve.ts';
import { isFloodKey } from './flood.ts';
import type { Incident, Resolution } from './incident.ts';
import { isSelfTest, isTestAlert } from './test-alert.ts';

/** Quiet for this long closes an incident that nobody closed; it is called unverified. */
export const QUIET_MS = 6 * 60 * 60_000;
/** Sooner for a flood: while it is open, an endpoint that starts to fail gets no incident of its own. */
const FLOOD_QUIET_MS = 60 * 60_000;

export const quietMsOf = ({ endpointKey }: Pick<Incident, 'endpointKey'>): number =>
  isFloodKey(endpointKey) ? FLOOD_QUIET_MS : QUIET_MS;

/**
 * Unreported for this long closes an incident although our probes still fail: otherwise there would be reminders for
 * ever about a name that is gone for good. Not if the team configured what the endpoint answers: it is monitored
 * until it is mended.
 */
export const UNREPORTED_MS = 7 * 24 * 60 * 60_000;

/** So long a test waits for its SMS, which a storm may hold back; then whoever started it has long stopped waiting. */
const TEST_MS = 30 * 60_000;

/** A test is over once it was sent: it has nothing that could recover. */
const testIsOver = (incident: Incident, now: Date): boolean => {
  const { lastSent, openedAt } = incident;
  return (
    lastSent?.email !== undefined &&
    (isSelfTest(incident) || lastSent.sms !== undefined || now.getTime() - Date.parse(openedAt) >= TEST_MS)
  );
};

/** What is known of an incident beside itself: what holds it back, who watches it, whether its source still counts. */
export type Passing = { isSuppressed?: boolean; isConfigured?: boolean; isRevoked?: boolean };

/** How time alone resolves an incident, if it does. */
export const endedByTime = (
  incident: Incident,
  { isSuppressed = false, isConfigured = false, isRevoked = false }: Passing,
  now: Date,
): Resolution | undefined => {
  if (isRevoked) return 'revoked';
  if (isTestAlert(incident)) return testIsOver(incident, now) ? 'tested' : undefined;
  // The first message would be that it is over; allowed only if it is muted.
  if (!isSuppressed && incident.lastSent?.email === undefined) return undefined;
  if (now.getTime() - lastFailureMs(incident) >= quietMsOf(incident)) return 'quiet';
  const reportedMs = Date.parse(incident.count === 0 ? incident.openedAt : incident.lastAt);
  return !isConfigured && now.getTime() - reportedMs >= UNREPORTED_MS ? 'expired' : undefined;
};
