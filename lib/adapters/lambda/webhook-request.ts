import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { isRevokedToken, secretOfToken } from '../../domain/security/webhook-token.ts';
import { count } from '../telemetry/metrics.ts';
import { problem } from './responses.ts';

/** How long DynamoDB may take before whoever posts is told to post again. */
export const KEEP_TIMEOUT_MS = 4000;
const RETRY_AFTER_S = 30;

/** What a hook needs of an API Gateway event (HTTP API, payload 2.0). */
const HookRequest = z
  .object({
    requestContext: z.object({ http: z.object({ method: z.string() }) }),
    pathParameters: z.object({ source: z.string(), token: z.string() }),
    body: z.string().nullish(),
    isBase64Encoded: z.boolean().default(false),
  })
  .transform(({ requestContext, pathParameters, body, isBase64Encoded }) => ({
    ...pathParameters,
    method: requestContext.http.method,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  }));
type HookRequest = z.infer<typeof HookRequest>;

/** By what tokens are told: the secret of now first, then the one before, while it is rotated. */
export type Keys = { secrets: readonly string[]; sourceVersion(source: string): number };

/** Who posts and what, if the token is good; else the answer, which is the same for whatever is wrong with it. */
export const openHook = (
  event: unknown,
  { secrets, sourceVersion }: Keys,
): HookRequest | { refusal: APIGatewayProxyStructuredResultV2 } => {
  const request = HookRequest.safeParse(event).data;
  // Before the token is looked at: whoever opens the address learns nothing of it.
  if (request && request.method !== 'POST') return { refusal: POST_ONLY };
  const version = request ? sourceVersion(request.source) : 1;
  const secret = request ? secretOfToken(request.token, request.source, version, secrets) : -1;
  if (!request || secret < 0) {
    const isRevoked = request && isRevokedToken(request.token, request.source, version, secrets);
    count(isRevoked ? 'RevokedToken' : 'RefusedToken');
    return { refusal: problem(404, {}) };
  }
  if (secret > 0) count('PreviousSecret');
  return request;
};

/** For the person who opens the address in a browser too. */
const POST_ONLY = problem(
  405,
  {
    detail:
      'this URL accepts POST only, which is how Flavours calls it; opening it in a browser stores nothing, and does not say whether source and token are right',
  },
  { allow: 'POST' },
);

/** What DynamoDB did not take. */
export const notKept = (): APIGatewayProxyStructuredResultV2 =>
  problem(503, { detail: 'it could not be stored: post it again' }, { 'retry-after': String(RETRY_AFTER_S) });
