import type { Answered } from '../../domain/doctor/webhook-findings.ts';

const TIMEOUT_MS = 10_000;

/** Asks the webhook as a stranger would: no token of ours, and no notification. */
export const askWebhook = async (url: string, method: 'GET' | 'POST'): Promise<Answered> => {
  try {
    const { status } = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(method === 'POST' && { body: '{}', headers: { 'content-type': 'application/json' } }),
    });
    return { status };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { failure: cause instanceof Error ? cause.message : String(cause) };
  }
};
