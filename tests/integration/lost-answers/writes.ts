import { ACCESS } from './access-writes.ts';
import { DUTY } from './duty-writes.ts';
import type { Entry } from './entry.ts';
import { INCIDENTS } from './incident-writes.ts';
import { INTEGRATIONS } from './integration-writes.ts';
import { LEASE } from './lease-writes.ts';
import { MONITORS } from './monitor-writes.ts';
import { NOTIFICATIONS } from './notification-writes.ts';
import { PUBLISHER } from './publisher-writes.ts';
import { REPORTS } from './report-writes.ts';
import { SESSIONS } from './session-writes.ts';
import { SWEEP } from './sweep-writes.ts';
import { WATCHING } from './watching-writes.ts';

/** Every write of lib/adapters/dynamodb, by file: at least as many as there are commands and transactions in it. */
export const WRITES: readonly Entry[] = [
  ...INCIDENTS,
  ...NOTIFICATIONS,
  ...MONITORS,
  ...PUBLISHER,
  ...SWEEP,
  ...DUTY,
  ...REPORTS,
  ...WATCHING,
  ...LEASE,
  ...INTEGRATIONS,
  ...SESSIONS,
  ...ACCESS,
];
