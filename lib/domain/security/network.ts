import { createHmac } from 'node:crypto';
import { parseAddress, unmapped } from './ip-address.ts';

/**
 * The smallest range that a household or office has: its addresses count as one.
 * https://www.rfc-editor.org/rfc/rfc6177
 */
const KEPT_BITS = { 4: 24, 6: 64 } as const;
const BITS = { 4: 32, 6: 128 } as const;
/**
 * A name for the network of `sourceIp`, which reveals the address to nobody without the secret. Whatever is not an
 * address counts as one network.
 */
export const networkName = (sourceIp: string, secret: string): string => {
  const parsed = parseAddress(sourceIp);
  const address = parsed && unmapped(parsed);
  const network = address
    ? `${address.family} ${address.value >> BigInt(BITS[address.family] - KEPT_BITS[address.family])}`
    : 'none';
  return createHmac('sha256', secret)
    .update(JSON.stringify(['network', network]))
    .digest('base64url');
};
