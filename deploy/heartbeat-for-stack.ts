import { placeOf } from '../lib/adapters/config/oncall-file.ts';
import type { OncallConfig } from '../lib/domain/oncall/config.ts';
import { Heartbeat } from '../lib/domain/oncall/heartbeat.ts';

const VARIABLE = /^\$\{((?:env|ssm):[^{}]+)\}$/;

/**
 * The heartbeat with its addresses as JSON, for the sweep alone; no text where there is none. What is missing or wrong becomes a
 * problem that names variable, file and line, and never a value.
 */
export const heartbeatForStack = async (
  path: string,
  configured: OncallConfig['heartbeat'],
  lookUp: (variable: string) => Promise<unknown>,
  problems: string[],
): Promise<string> => {
  if (!configured) return '';
  const { url, failUrl, ...rest } = configured;
  const written = { url, ...(failUrl !== undefined && { failUrl }) };
  const found: Record<string, unknown> = {};
  for (const [field, text] of Object.entries(written)) {
    const value = await lookUp(VARIABLE.exec(text)?.[1] ?? '');
    if (typeof value === 'string' && value !== '') found[field] = value;
    else problems.push(`${placeOf(path, ['heartbeat', field])} heartbeat.${field}: ${text} is not set`);
  }
  if (Object.keys(found).length < Object.keys(written).length) return '';
  const heartbeat = Heartbeat.safeParse({ ...rest, ...found });
  if (heartbeat.success) return JSON.stringify(heartbeat.data);
  for (const { path: field, message } of heartbeat.error.issues)
    problems.push(`${placeOf(path, ['heartbeat', ...field])} heartbeat.${field.join('.')}: ${message}`);
  return '';
};
