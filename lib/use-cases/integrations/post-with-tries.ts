import { requestFor } from '../../adapters/integrations/request.ts';
import type { Answer } from '../../domain/integrations/answer.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import type { IntegrationRun, QueueTurn } from './context.ts';

/** Slack takes a post a second for one URL. https://docs.slack.dev/apis/web-api/rate-limits/#incoming-webhooks */
const PAUSE_MS: Record<Integration['kind'], number> = { slack: 1100, teams: 500, pagerduty: 0, webhook: 0 };
const TRIES = 3;
const FIRST_WAIT_MS = 1000;
/** A longer wait is for a later run: the right to post ends after 20 s. */
const LONGEST_WAIT_MS = 8000;

/** Posts bodies to one integration in order, at its rate, each with a few tries; ends at the first that is not accepted. */
export const posterFor = (run: IntegrationRun, turn: QueueTurn, lastPostAt: string | undefined) => {
  const { integration } = turn;
  let lastMs = lastPostAt === undefined ? 0 : Date.parse(lastPostAt);

  const postOnce = async (body: string, id: string): Promise<Answer> => {
    const waitMs = lastMs + PAUSE_MS[integration.kind] - run.now().getTime();
    if (waitMs > 0) await run.sleep(Math.min(waitMs, PAUSE_MS[integration.kind]));
    try {
      const now = run.now();
      return await run.post(requestFor(integration, body, id, now, run.pagerdutyUrl), now);
    } finally {
      lastMs = run.now().getTime();
    }
  };

  const tryToPost = async (body: string, id: string, triesLeft: number): Promise<Answer | 'lost'> => {
    const answer = await postOnce(body, id);
    if (answer.kind !== 'later' || triesLeft <= 1) return answer;
    // Whoever asked for a longer wait is not asked again by this run: Slack disables apps that go on.
    const waitMs = answer.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (TRIES - triesLeft);
    if (waitMs > LONGEST_WAIT_MS || !turn.hasTime(waitMs)) return answer;
    await run.sleep(waitMs);
    return (await turn.renew()) ? tryToPost(body, id, triesLeft - 1) : 'lost';
  };

  return async (bodies: readonly string[], id: string): Promise<Answer | 'lost'> => {
    for (const body of bodies) {
      if (!(await turn.renew())) return 'lost';
      const answer = await tryToPost(body, id, TRIES);
      if (answer === 'lost' || answer.kind !== 'accepted') return answer;
    }
    return { kind: 'accepted' };
  };
};
