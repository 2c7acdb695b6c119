import * as z from 'zod';
import { secretReference } from './secret-reference.ts';

/** Services outside can wait for longer; an alerter that is silent for so long should be missed by somebody. */
export const MOST_HEARTBEAT_MINUTES = 15;

const minutes = z.int().min(1).max(MOST_HEARTBEAT_MINUTES);
const method = z.enum(['GET', 'POST', 'HEAD']);

/**
 * `heartbeat` of `oncall.yml`: a service outside that says so when nothing is heard from the sweep, such as Healthchecks or
 * Cronitor. Whoever knows the address can keep such a service quiet, so it is a secret.
 */
export const HeartbeatSetting = z.strictObject({
  url: secretReference,
  /** Told at once that the sweep could not do its work; without it the service notices by the silence. */
  failUrl: secretReference.optional(),
  everyMinutes: minutes.default(1),
  method: method.default('GET'),
});
export type HeartbeatSetting = z.infer<typeof HeartbeatSetting>;

const address = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });

/** The heartbeat as the sweep has it, with its addresses looked up. */
export const Heartbeat = z.object({
  url: address,
  failUrl: address.optional(),
  everyMinutes: minutes,
  method,
});
export type Heartbeat = z.infer<typeof Heartbeat>;
