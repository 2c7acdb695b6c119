import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { LIVE_HASH } from '../view/live.ts';
import { STYLE_HASH } from '../view/style.ts';

/**
 * Nothing is loaded or framed: our one style and our one script are named by their hashes, the script may fetch from this
 * origin alone, and forms go to it. The referrer stays
 * here (with none at all, browsers post forms with the origin "null", and our own could not be told from others').
 */
export const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: [`'sha256-${STYLE_HASH}'`],
    scriptSrc: [`'sha256-${LIVE_HASH}'`],
    connectSrc: ["'self'"],
    imgSrc: ['data:'],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
  referrerPolicy: 'same-origin',
  strictTransportSecurity: 'max-age=63072000',
  xFrameOptions: 'DENY',
});

/** Pages are nobody else's: neither caches nor search engines keep them. */
export const neverStored = createMiddleware(async (context, next) => {
  await next();
  context.header('cache-control', 'no-store');
  context.header('x-robots-tag', 'noindex, nofollow');
});
