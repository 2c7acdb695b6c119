import type { Heartbeat } from '../domain/oncall/heartbeat.ts';
import { whyNoAnswer } from './no-answer.ts';

/** Services answer in well under a second; a sweep has a minute, and alerts before this. */
export const HEARTBEAT_TIMEOUT_MS = 5000;

/**
 * Asks for an address once, and says why that failed, or nothing. Neither the address nor the answer is told: whoever knows
 * the one can stand in for us, and the other may repeat it.
 */
export const askFor = async (
  url: string,
  method: Heartbeat['method'],
  timeoutMs: number,
): Promise<string | undefined> => {
  try {
    const response = await fetch(url, {
      method,
      headers: { 'user-agent': 'flavours-error-webhook' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `answered with ${response.status}`;
  } catch (error) {
    return whyNoAnswer(error, timeoutMs);
  }
};
