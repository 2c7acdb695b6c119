import { createHmac } from 'node:crypto';
import { isSameSecret } from './constant-time.ts';

/**
 * Whether one of the signatures in the header `X-PagerDuty-Signature` is of this very body: there are several while a
 * secret is being changed. https://developer.pagerduty.com/docs/verifying-webhook-signatures
 */
export const isSignedByPagerduty = (header: string, body: Buffer, secret: string): boolean => {
  const expected = createHmac('sha256', secret).update(body).digest('hex');
  return header
    .split(',')
    .map((one) => /^v1=([0-9a-f]{64})$/i.exec(one.trim())?.[1]?.toLowerCase() ?? '')
    .map((signature) => isSameSecret(signature, expected))
    .includes(true);
};
