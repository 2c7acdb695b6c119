import type { OncallConfig } from '../lib/domain/oncall/config.ts';
import { Heartbeat } from '../lib/domain/oncall/heartbeat.ts';
import { at, lookUpVariable, type ResolveVariable, variableIn } from './variables.ts';

/**
 * The heartbeat with its addresses as JSON, for the sweep alone; no text where there is none. What is missing or wrong becomes a
 * problem that names variable, file and line, and never a value.
 */
export const heartbeatForStack = async (
  path: string,
  configured: OncallConfig['heartbeat'],
  resolve: ResolveVariable,
  problems: string[],
): Promise<string> => {
  if (!configured) return '';
  const { url, failUrl, ...rest } = configured;
  const written = { url, ...(failUrl !== undefined && { failUrl }) };
  const found: Record<string, unknown> = {};
  for (const [field, text] of Object.entries(written)) {
    const lookedUp = await lookUpVariable(variableIn(text) ?? '', resolve);
    if (lookedUp.kind === 'value') found[field] = lookedUp.value;
    else problems.push(`${at(path, ['heartbeat', field])}: ${lookedUp.problem}`);
  }
  if (Object.keys(found).length < Object.keys(written).length) return '';
  const heartbeat = Heartbeat.safeParse({ ...rest, ...found });
  if (heartbeat.success) return JSON.stringify(heartbeat.data);
  for (const { path: field, message } of heartbeat.error.issues)
    problems.push(`${at(path, ['heartbeat', ...field])}: ${message}`);
  return '';
};
