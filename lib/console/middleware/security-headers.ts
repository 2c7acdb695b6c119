import { createMiddleware } from 'hono/factory';
import { STYLE_HASH } from '../view/style.ts';

/**
 * Nothing is loaded, run or framed: our one style is named by its hash, and forms go to this origin. The referrer stays
 * here (with none at all, browsers post forms with the origin "null", and our own could not be told from others').
 */
const HEADERS: Record<string, string> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
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
