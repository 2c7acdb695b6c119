import * as z from 'zod';
import { MonitorAction } from '../incidents/action.ts';
import { PersonName } from '../incidents/actor.ts';
import { Instant } from '../oncall/instant.ts';

const at = Instant;

/** An endpoint's normal status: what it always answers, so that it says nothing about an outage. */
export const ApiNormalStatus = z.strictObject({
  status: z.int().min(100).max(599),
  learnedFrom: z.enum(['probes', 'person', 'oncall']),
  actor: z.string().optional(),
  at,
});

/** Whether an endpoint is probed. `notProbedSince`: it is waiting, since more are due than are probed per minute. */
export const ApiMonitor = z.strictObject({
  isMonitored: z.boolean(),
  nextProbeAt: at.optional(),
  notProbedSince: at.optional(),
  ended: z
    .strictObject({
      why: z.enum(['stopped', 'expired', 'revoked', 'limit']),
      at,
      actor: z.string().optional(),
    })
    .optional(),
  normalStatus: ApiNormalStatus.optional(),
});
export type ApiMonitor = z.infer<typeof ApiMonitor>;

/** An action on the monitoring of an endpoint, and who does it. */
export const EndpointActionRequest = z.intersection(z.object({ actor: PersonName }), MonitorAction);
