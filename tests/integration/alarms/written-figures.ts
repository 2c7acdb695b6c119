import { jest } from '@jest/globals';
import * as z from 'zod';
import type { Reported } from './fault-row.ts';

const Line = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.string(),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.tuple([z.object({ Name: z.string() })]),
      }),
    ]),
  }),
});
const Fields = z.record(z.string(), z.unknown());

/** Keeps what our functions write for CloudWatch from now on, and tells it figure by figure; all else is written as before. */
export const writtenFigures = () => {
  const written: string[] = [];
  const real = process.stdout.write.bind(process.stdout);
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk, encoding, done) => {
    if (typeof chunk !== 'string' || !chunk.startsWith('{"_aws"')) return real(chunk, encoding, done);
    written.push(chunk);
    return true;
  });
  return {
    written,
    /** What was written since the last call, as CloudWatch reads it. */
    figures: (): Reported[] =>
      written.splice(0).map((line) => {
        const fields = Fields.parse(JSON.parse(line));
        const [{ Namespace, Dimensions, Metrics }] = Line.parse(fields)._aws.CloudWatchMetrics;
        const [{ Name }] = Metrics;
        return {
          namespace: Namespace,
          name: Name,
          dimensions: Object.fromEntries(Dimensions[0].map((key) => [key, String(fields[key])])),
          value: z.number().parse(fields[Name]),
        };
      }),
  };
};
