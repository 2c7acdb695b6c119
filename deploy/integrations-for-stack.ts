import { placeOf } from '../lib/adapters/config/oncall-file.ts';
import { Integration } from '../lib/domain/integrations/integration.ts';
import { resolveIntegration, secretFieldsOf } from '../lib/domain/integrations/resolve.ts';
import type { OncallConfig } from '../lib/domain/oncall/config.ts';

/** Lambda allows 4 KB for all variables of a function; the others take less than one. */
const LIMIT_BYTES = 3000;
const VARIABLE = /^\$\{((?:env|ssm):[^{}]+)\}$/;

/**
 * The integrations with their secrets as JSON, for the one function that has them. What is missing or wrong becomes a
 * problem that names variable, file and line, and never a value.
 */
export const integrationsForStack = async (
  path: string,
  configured: OncallConfig['integrations'],
  lookUp: (variable: string) => Promise<unknown>,
  problems: string[],
): Promise<string> => {
  const integrations: Integration[] = [];
  for (const [index, entry] of configured.entries()) {
    const { fields } = secretFieldsOf(entry);
    const values = new Map<string, string>();
    const at = (field: string) =>
      `${placeOf(path, ['integrations', index, field])} integrations.${index}.${field}`;
    for (const [name, field] of Object.entries(fields)) {
      const written = String(new Map<string, unknown>(Object.entries(entry)).get(field));
      const variable = VARIABLE.exec(written)?.[1];
      const value = variable === undefined ? written : await lookUp(variable);
      if (typeof value === 'string' && value !== '') values.set(name, value);
      else problems.push(`${at(field)}: ${written} is not set`);
    }
    if (values.size < Object.keys(fields).length) continue;
    const resolved = Integration.safeParse(resolveIntegration(entry, (name) => values.get(name)));
    if (resolved.success) integrations.push(resolved.data);
    else
      for (const {
        path: [name],
        message,
      } of resolved.error.issues)
        problems.push(`${at(fields[String(name)] ?? String(name))}: ${message}`);
  }
  const text = JSON.stringify(integrations);
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMIT_BYTES)
    problems.push(
      `${placeOf(path, ['integrations'])} integrations: their secrets take ${bytes} bytes of a function's variables, expected at most ${LIMIT_BYTES}`,
    );
  return text;
};
