import * as z from 'zod';
import { AlertKind, State } from '../incidents/last-sent.ts';

/**
 * An alert that an integration has not been given yet. It says that an incident changed and why; what is said of the
 * incident is read when it is posted.
 */
export const Due = z.object({
  incidentId: z.string().min(1),
  kind: AlertKind.catch('changed'),
  /** Up to which level it was sent; the members of a digest do not say. */
  level: z.int().min(1).optional().catch(undefined),
  reason: z.string().catch(''),
  /** When SNS took the alert: of two about one incident the later counts. */
  at: z.iso.datetime(),
});
export type Due = z.infer<typeof Due>;

/** For what another version wrote: whatever comes is newer. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';

/**
 * What an integration was last given about an incident: exactly what was posted, never what has become of it since. Item
 * of the table `endpoints`. `revision` goes up with each write, and is the condition of the next.
 */
export const Delivered = z.object({
  endpointKey: z.string().min(1),
  item: z.string().min(1),
  revision: z.int().min(1),
  at: z.iso.datetime().catch(LONG_AGO),
  /** The time of the alert that it came with: what SNS repeats later is older. */
  alertAt: z.iso.datetime().catch(LONG_AGO),
  state: State.catch('open'),
  count: z.int().min(0).catch(0),
  cause: z.string().catch(''),
  level: z.int().min(0).catch(0),
  lastAction: z.int().min(0).catch(0),
  expiredAcknowledgements: z.int().min(0).catch(0),
  /** The time of the last event from there that was applied here. */
  eventAt: z.iso.datetime().optional().catch(undefined),
  expiresAt: z.int().catch(0),
});
export type Delivered = z.infer<typeof Delivered>;

/** The key of the record beside its endpoint's other items. */
export const deliveredItem = (integration: string, incidentNumber: number): string =>
  `integration#${integration}#${incidentNumber}`;
