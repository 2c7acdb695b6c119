import { accept } from '../../../../lib/domain/intake/accept.ts';
import { webhookToken } from '../../../../lib/domain/security/webhook-token.ts';

export const token = webhookToken('s'.repeat(48), 'main', 1);

/** What a post of this body is taken for. */
export const posted = (body: string | object | Uint8Array) =>
  accept({
    source: 'main',
    token,
    body:
      body instanceof Uint8Array
        ? body
        : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
    id: '01JD0000000000000000000000',
    pending: 2,
    now: new Date('2026-11-23T03:00:00.000Z'),
  });

export const endpoint = 'https://api.shop.example/hooks/orders';
export const message = 'Service Unavailable';
export const good = { code: 503, endpoint, message };
