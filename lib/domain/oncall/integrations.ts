import * as z from 'zod';
import { REFERENCE, secretReference as secret } from './secret-reference.ts';
import { filters } from './subscriber.ts';

const webhookUrl = z.union([z.string().regex(REFERENCE), z.url({ protocol: /^https$/ })], {
  error: 'expected an https URL, or a reference as secrets have',
});

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a name of small letters, digits and hyphens, such as kitchen');

const MOST = 20;

/**
 * The tools of a team that get every alert: `integrations` of `oncall.yml`, each of one kind and with a name of its own,
 * narrowed by the same filters as subscribers.
 */
export const Integrations = z
  .array(
    z.union(
      [
        z.strictObject({ name, slack: secret, ...filters }),
        z.strictObject({ name, teams: secret, ...filters }),
        z.strictObject({
          name,
          pagerduty: secret,
          region: z.enum(['us', 'eu']).default('us'),
          webhookSecret: secret.optional(),
          ...filters,
        }),
        z.strictObject({ name, webhook: webhookUrl, secret, ...filters }),
      ],
      {
        error:
          'expected name and one of slack, teams, pagerduty (with region, webhookSecret) or webhook (with secret), with no other fields than severities, families, sources',
      },
    ),
  )
  .max(MOST)
  .refine((all) => new Set(all.map((one) => one.name)).size === all.length, {
    error: 'expected each name once',
  })
  .default([])
  .describe('The tools of the team that get every alert: Slack, Teams, PagerDuty, any webhook');
