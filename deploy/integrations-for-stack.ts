import { placeOf } from '../lib/adapters/config/oncall-file.ts';
import { Integration } from '../lib/domain/integrations/integration.ts';
import { resolveIntegration, secretFieldsOf } from '../lib/domain/integrations/resolve.ts';
import type { OncallConfig } from '../lib/domain/oncall/config.ts';
import { at, type LookedUp, lookUpVariable, type ResolveVariable, variableIn } from './variables.ts';

/** Lambda allows 4 KB for all variables of a function; the others take less than one. */
const LIMIT_BYTES = 3000;

/**
 * The integrations with their secrets as JSON, for the one function that has them. What is missing or wrong becomes a
 * problem that names variable, file and line, and never a value.
 */
export const integrationsForStack = async (
  path: string,
  configured: OncallConfig['integrations'],
  resolve: ResolveVariable,
  problems: string[],
): Promise<string> => {
  const integrations: Integration[] = [];
  for (const [index, entry] of configured.entries()) {
    const { fields } = secretFieldsOf(entry);
    const values = new Map<string, string>();
    const place = (field: string) => at(path, ['integrations', index, field]);
    for (const [name, field] of Object.entries(fields)) {
      const written = String(new Map<string, unknown>(Object.entries(entry)).get(field));
      const variable = variableIn(written);
      const found: LookedUp =
        variable === undefined ? { kind: 'value', value: written } : await lookUpVariable(variable, resolve);
      if (found.kind === 'value') values.set(name, found.value);
      else problems.push(`${place(field)}: ${found.problem}`);
    }
    if (values.size < Object.keys(fields).length) continue;
    const resolved = Integration.safeParse(resolveIntegration(entry, (name) => values.get(name)));
    if (resolved.success) integrations.push(resolved.data);
    else
      for (const {
        path: [name],
        message,
      } of resolved.error.issues)
        problems.push(`${place(fields[String(name)] ?? String(name))}: ${message}`);
  }
  const text = JSON.stringify(integrations);
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMIT_BYTES)
    problems.push(
      `${placeOf(path, ['integrations'])} integrations: their secrets take ${bytes} bytes of a function's variables, expected at most ${LIMIT_BYTES}`,
    );
  return text;
};
