import type { OncallConfig } from '../oncall/config.ts';
import type { IntegrationKind } from './integration.ts';

type Configured = OncallConfig['integrations'][number];

/** Where each secret of an entry stands in the file, by its name in the function. */
export const secretFieldsOf = (
  entry: Configured,
): { kind: IntegrationKind; fields: Readonly<Record<string, string>> } => {
  if ('slack' in entry) return { kind: 'slack', fields: { url: 'slack' } };
  if ('teams' in entry) return { kind: 'teams', fields: { url: 'teams' } };
  if ('webhook' in entry) return { kind: 'webhook', fields: { url: 'webhook', secret: 'secret' } };
  return {
    kind: 'pagerduty',
    fields: { routingKey: 'pagerduty', ...(entry.webhookSecret && { webhookSecret: 'webhookSecret' }) },
  };
};

/** An entry of `oncall.yml` as the function has it, each secret given by `secretOf`; not checked yet. */
export const resolveIntegration = (
  entry: Configured,
  secretOf: (field: string) => string | undefined,
): Record<string, unknown> => {
  const { kind, fields } = secretFieldsOf(entry);
  const { name, severities, families, sources } = entry;
  return {
    kind,
    name,
    ...(severities && { severities }),
    ...(families && { families }),
    ...(sources && { sources }),
    ...('region' in entry && { region: entry.region }),
    ...Object.fromEntries(Object.keys(fields).map((field) => [field, secretOf(field)])),
  };
};
