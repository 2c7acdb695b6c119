import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { isSameSecret } from '../../domain/security/constant-time.ts';
import { isRevokedToken, verifyWebhookToken, webhookToken } from '../../domain/security/webhook-token.ts';
import { count } from '../telemetry/metrics.ts';
import { problem } from './responses.ts';

/** How long DynamoDB may take before the sender is told to post again. */
export const KEEP_TIMEOUT_MS = 4000;
const RETRY_AFTER_S = 30;

/** What a hook needs of an API Gateway event (HTTP API, payload 2.0). */
const HookRequest = z
  .object({
    requestContext: z.object({ http: z.object({ method: z.string() }), requestId: z.string().optional() }),
    pathParameters: z.object({ source: z.string(), token: z.string() }),
    body: z.string().nullish(),
    isBase64Encoded: z.boolean().default(false),
  })
  .transform(({ requestContext, pathParameters, body, isBase64Encoded }) => ({
    ...pathParameters,
    method: requestContext.http.method,
    requestId: requestContext.requestId,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  }));
type HookRequest = z.infer<typeof HookRequest>;

/** How tokens are verified: the current secret first, then the previous one, while it is being rotated. */
export type Keys = { secrets: readonly string[]; sourceVersion(source: string): number };

/** The source and the body, if the token is valid; otherwise the answer, which is the same for every reason. */
export const authenticateWebhook = (
  event: unknown,
  keys: Keys,
): HookRequest | { refusal: APIGatewayProxyStructuredResultV2 } => {
  const { secrets, sourceVersion } = keys;
  const request = HookRequest.safeParse(event).data;
  // Before the token is checked, so that whoever opens the URL learns nothing about it.
  if (request && request.method !== 'POST') return { refusal: POST_ONLY };
  const version = request ? sourceVersion(request.source) : 1;
  const secret = request ? placeOf(request, version, keys) : -1;
  if (!request || secret < 0) {
    const isRevoked = request && isRevokedToken(request.token, request.source, version, secrets);
    count(isRevoked ? 'RevokedToken' : 'InvalidWebhookToken');
    return { refusal: problem(404, {}) };
  }
  if (secret > 0) count('PreviousSecretUsed');
  return request;
};

/** Tokens that were right, by source: to make one again takes twice as long as to parse the event. */
const rightOnes = new WeakMap<Keys, Map<string, string>>();

/**
 * As `verifyWebhookToken`. Whoever has a wrong token is answered after the same work whether or not this source has posted
 * here.
 */
const placeOf = ({ source, token }: HookRequest, version: number, keys: Keys): number => {
  const known = rightOnes.get(keys) ?? new Map<string, string>();
  rightOnes.set(keys, known);
  const before = known.get(source);
  if (isSameSecret(token, before ?? '') && before !== undefined) return 0;
  const place = verifyWebhookToken(token, source, version, keys.secrets);
  if (place === 0) known.set(source, token);
  return place;
};

/** Also for a person who opens the URL in a browser. */
const POST_ONLY = problem(
  405,
  {
    detail:
      'this URL accepts POST only, which is how Flavours calls it; opening it in a browser stores nothing, and does not say whether source and token are right',
  },
  { allow: 'POST' },
);

/** The answer when DynamoDB did not accept the write. */
export const storeFailed = (): APIGatewayProxyStructuredResultV2 =>
  problem(503, { detail: 'it could not be stored: post it again' }, { 'retry-after': String(RETRY_AFTER_S) });

/** A request with a valid token such as Flavours makes it: receive is warmed up with it, and stores nothing. */
export const sampleRequest = ({ secrets: [secret = ''], sourceVersion }: Keys) => {
  const source = 'main';
  return {
    requestContext: { http: { method: 'POST' }, requestId: 'WarmUpWarmUpA1=' }, // in the form that API Gateway gives it
    pathParameters: { source, token: webhookToken(secret, source, sourceVersion(source)) },
    body: JSON.stringify({
      code: 503,
      endpoint: 'https://warm-up.invalid/hooks/orders?shop=1',
      message: 'Service Unavailable',
    }),
  };
};
