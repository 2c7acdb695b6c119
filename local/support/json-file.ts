import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type * as z from 'zod';
import { JsonText } from '../../lib/domain/intake/json-text.ts';
import { StartError } from './errors.ts';

/** Replaces a file atomically: after a crash it is either the old one or the new one. */
export const writeJson = (file: string, value: unknown, mode = 0o644): void => {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(next, file);
};

/**
 * The file's content, parsed by its schema; undefined if there is no file. A damaged one is named with its `remedy`,
 * which says what to do with it and what that costs.
 */
export const readJson = <Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  remedy: string,
): z.infer<Schema> | undefined => {
  if (!existsSync(file)) return undefined;
  const parsed = JsonText.pipe(schema).safeParse(readFileSync(file, 'utf8'));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new StartError(`${file} is damaged (${where}${issue?.message ?? 'unreadable'}). ${remedy}`);
};
