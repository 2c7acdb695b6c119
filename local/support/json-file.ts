import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type * as z from 'zod';

/** Replaces a file atomically: after a crash it is either the old one or the new one. */
export const writeJson = (file: string, value: unknown, mode = 0o644): void => {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(next, file);
};

/** The file's content, parsed by its schema; undefined if there is no file. */
export const readJson = <Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): z.infer<Schema> | undefined => {
  if (!existsSync(file)) return undefined;
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return schema.parse(value);
};
