import * as z from 'zod';
import { MonitorAction } from '../incidents/action.ts';
import { PersonName } from '../incidents/actor.ts';
import { Instant } from '../oncall/instant.ts';

const at = Instant;

/** What an endpoint always answers, so that it says nothing of an outage. */
export const ApiNormalStatus = z.strictObject({
  status: z.int().min(100).max(599),
  learnedFrom: z.enum(['probes', 'person', 'oncall']),
  by: z.string().optional(),
  at,
});

/** Whether an endpoint is probed. `notProbedSince`: it waits, as more are due than are probed in a minute. */
export const ApiMonitor = z.strictObject({
  isMonitored: z.boolean(),
  nextProbeAt: at.optional(),
  notProbedSince: at.optional(),
  ended: z
    .strictObject({
      why: z.enum(['stopped', 'expired', 'revoked', 'limit']),
      at,
      by: z.string().optional(),
    })
    .optional(),
  normalStatus: ApiNormalStatus.optional(),
});
export type ApiMonitor = z.infer<typeof ApiMonitor>;

/** What is done to the monitoring of an endpoint, and by whom. */
export const EndpointActRequest = z.intersection(z.object({ who: PersonName }), MonitorAction);
