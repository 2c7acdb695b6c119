import * as z from 'zod';
import { Integration } from '../../lib/domain/integrations/integration.ts';
import { resolveIntegration, secretFieldsOf } from '../../lib/domain/integrations/resolve.ts';
import type { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { StartError } from '../support/errors.ts';

const ENVIRONMENT = /^\$\{env:([^{}]+)\}$/;

/** The integrations with their real secrets, for a stack that is told to post to the real services. */
export const realIntegrations = (
  configured: OncallConfig['integrations'],
  environment: Readonly<Record<string, string | undefined>>,
  file: string,
): Integration[] =>
  configured.map((entry) => {
    const { fields } = secretFieldsOf(entry);
    const values: Readonly<Record<string, unknown>> = entry;
    const secretOf = (field: string): string | undefined => {
      const written = String(values[fields[field] ?? field]);
      const name = ENVIRONMENT.exec(written)?.[1];
      const value = name === undefined ? written : environment[name];
      if (value === undefined || value.startsWith('${'))
        throw new StartError(
          `${file} integrations ${entry.name}: ${written} is not set on this machine; without INTEGRATE_WITH=real a stand-in takes its place`,
        );
      return value;
    };
    const result = Integration.safeParse(resolveIntegration(entry, secretOf));
    if (result.success) return result.data;
    throw new StartError(`${file} integrations ${entry.name}: ${z.prettifyError(result.error)}`);
  });
