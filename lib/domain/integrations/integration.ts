import * as z from 'zod';
import { Family } from '../oncall/family.ts';
import { Severity } from '../oncall/severity.ts';
import { Source } from '../security/source.ts';

/** A stand-in on this machine has no certificate; whatever leaves it is encrypted. */
const url = z.url().refine((text) => /^(?:https:\/\/|http:\/\/127\.0\.0\.1[:/])/.test(text), {
  error: 'expected an https URL',
});

const common = {
  name: z.string().min(1),
  severities: z.array(Severity).optional(),
  families: z.array(Family).optional(),
  sources: z.array(Source).optional(),
};

const KINDS = {
  slack: z.object({ kind: z.literal('slack'), ...common, url }),
  teams: z.object({ kind: z.literal('teams'), ...common, url }),
  pagerduty: z.object({
    kind: z.literal('pagerduty'),
    ...common,
    routingKey: z.string().regex(/^\w{32}$/, 'expected an integration key of 32 characters'),
    region: z.enum(['us', 'eu']),
    /** Of its v3 webhook: without it nothing comes back. */
    webhookSecret: z.string().min(16, 'expected at least 16 characters').optional(),
  }),
  webhook: z.object({
    kind: z.literal('webhook'),
    ...common,
    url,
    /** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
    secret: z
      .string()
      .regex(
        /^whsec_(?:[A-Za-z0-9+/]{4}){8,}[A-Za-z0-9+/=]*$/,
        'expected whsec_ and 24 to 64 bytes in base64',
      ),
  }),
};

/** A tool of the team with its secrets. Only the function that posts to it has them. */
export const Integration = z.discriminatedUnion('kind', [
  KINDS.slack,
  KINDS.teams,
  KINDS.pagerduty,
  KINDS.webhook,
]);
export type Integration = z.infer<typeof Integration>;
export type IntegrationKind = Integration['kind'];
