import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { traceCommand } from '../cli/commands/for-developers.ts';
import { run } from '../cli/commands/run.ts';
import { StartError } from '../local/support/errors.ts';

/** A place in a bundle, as a stack trace names it: `/var/task/handlers/receive.js:2:3456`. */
const PLACE = /(?:file:\/\/)?\/[^\s():"\\]*\/handlers\/(\w+)\.js:(\d+):(\d+)/g;

const MAPS = '.build';

const Map3 = z.object({
  version: z.literal(3),
  file: z.string().default(''),
  sources: z.array(z.string()),
  sourceRoot: z.string().default(''),
  names: z.array(z.string()),
  mappings: z.string(),
  sourcesContent: z.array(z.string()).default([]),
});

/** Reads a stack trace, or lines of the log with some, and prints them with places in our sources. */
const main = async (_: object, trace?: string): Promise<void> => {
  const maps = new Map<string, SourceMap>();
  const mapOf = (name: string): SourceMap => {
    const file = join(MAPS, `${name}.js.map`);
    if (!existsSync(file))
      throw new StartError(
        `${file}: expected a source map; run npx serverless package on the commit that is deployed`,
      );
    const map = maps.get(name) ?? new SourceMap(Map3.parse(JSON.parse(readFileSync(file, 'utf8'))));
    maps.set(name, map);
    return map;
  };
  process.stdout.write(
    withSources(trace === undefined ? await text(process.stdin) : readFileSync(trace, 'utf8'), mapOf),
  );
};

/** A text with each place in a bundle replaced by the place in the sources that it was made of. */
const withSources = (log: string, mapOf: (name: string) => SourceMap): string =>
  log.replace(PLACE, (place, name: string, line: string, column: string) => {
    // Traces count both from 1, and source maps from 0.
    const entry = mapOf(name).findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return place;
    const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '');
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });

run(traceCommand(), main);
