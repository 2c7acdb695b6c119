import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { integrateConfig } from '../lib/adapters/config/integrate-config.ts';
import { POST_TIMEOUT_MS, postWithin } from '../lib/adapters/integrations/post.ts';
import { isHttpEvent, pagerdutyRequestOf } from '../lib/adapters/lambda/pagerduty-request.ts';
import { json, problem } from '../lib/adapters/lambda/responses.ts';
import { alertsIn, isSnsEvent } from '../lib/adapters/lambda/sns-records.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count } from '../lib/adapters/telemetry/metrics.ts';
import { pagerdutyActionIn } from '../lib/domain/integrations/pagerduty-event.ts';
import { isSignedByPagerduty } from '../lib/domain/security/pagerduty-signature.ts';
import { actFromPagerduty } from '../lib/use-cases/integrations/act-from-pagerduty.ts';
import { serveIntegrations } from '../lib/use-cases/integrations/serve-integrations.ts';
import { bootstrap, type LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';
import type { RunContext } from '../lib/use-cases/runtime/run-context.ts';

const { contextFor } = bootstrap();
const { integrations, pagerdutyUrl } = integrateConfig();

/**
 * Gives the team's own tools what SNS says, and each minute what they were not given yet. Takes back from PagerDuty what
 * people do there.
 */
export const handler = async (
  event: unknown,
  context: LambdaClock,
): Promise<APIGatewayProxyStructuredResultV2 | undefined> => {
  const run = contextFor(context);
  if (isHttpEvent(event)) return answerPagerduty(event, run);
  const alerts = isSnsEvent(event) ? alertsIn(event) : [];
  const { failing } = await serveIntegrations(
    { ...run, post: postWithin(POST_TIMEOUT_MS), pagerdutyUrl },
    integrations,
    alerts,
    randomUUID(),
  );
  count('IntegrationsFailing', failing);
  return undefined;
};

/** Whatever is wrong with name or signature, the answer is the same. */
const answerPagerduty = async (
  event: unknown,
  run: RunContext,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = pagerdutyRequestOf(event);
  const integration = integrations.find(({ name }) => name === request?.name);
  const secret = integration?.kind === 'pagerduty' ? integration.webhookSecret : undefined;
  if (!request || !secret || !isSignedByPagerduty(request.signature, request.body, secret))
    return problem(404, {});
  const action = pagerdutyActionIn(request.body.toString('utf8'));
  if (action === 'unreadable') log.warn('an event of PagerDuty could not be read');
  if (typeof action === 'string') return json(200, { outcome: 'nothing' });
  const outcome = await actFromPagerduty(run, request.name, action);
  log.info('an action in PagerDuty came back', { integration: request.name, kind: action.kind, outcome });
  return json(200, { outcome });
};
