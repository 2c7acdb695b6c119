import type { SNSClient } from '@aws-sdk/client-sns';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { oncall } from '../unit/examples.ts';
import type { World } from './world.ts';

/** What a function has that alerts over a world: alerts go to `client`, and its waits take no time. */
export const alertingRun = (world: World, client: SNSClient, over: Partial<RunContext> = {}): RunContext => ({
  ...world.run,
  place: { stage: 'test', region: 'us-east-1' },
  topic: { client, arn: 'arn:aws:sns:us-east-1:000000000000:alerts' },
  oncall,
  sleep: async () => undefined,
  remainingMs: () => 50_000,
  ...over,
});
