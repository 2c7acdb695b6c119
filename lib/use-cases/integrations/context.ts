import type { Queue } from '../../adapters/dynamodb/integration-queues.ts';
import type { Post } from '../../adapters/integrations/post.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** What a run needs that posts to the tools of the team. */
export type IntegrationRun = RunContext & { post: Post; pagerdutyUrl?: string | undefined };

/** The right to post to one integration, which one run has at a time. */
export type QueueTurn = {
  integration: Integration;
  holder: string;
  /** Whether there is time left for another post and its record, after a wait. */
  hasTime: (waitMs?: number) => boolean;
  /** Keeps the right; nothing where another run has taken it. */
  renew: () => Promise<Queue | undefined>;
};
