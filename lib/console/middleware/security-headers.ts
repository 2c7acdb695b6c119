import { createMiddleware } from 'hono/factory';
import { LIVE_HASH } from '../view/live.ts';
import { STYLE_HASH } from '../view/style.ts';

/**
 * Nothing is loaded or framed: our one style and our one script are named by their hashes, the script may fetch from this
 * origin alone, and forms go to it. The referrer stays
 * here (with none at all, browsers post forms with the origin "null", and our own could not be told from others').
 */
const HEADERS: Record<string, string> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; script-src 'sha256-${LIVE_HASH}'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

/** The same headers on every answer, also on errors. */
export const secure = createMiddleware(async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
});
