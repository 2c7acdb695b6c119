import type { Ctx } from './context.ts';

/**
 * `__Host-` cookies need https. The local stack has none, and not every browser makes an exception for 127.0.0.1; there
 * the cookie goes without the prefix.
 */
const isHttps = (context: Ctx): boolean => context.env.site.origin.startsWith('https:');

export const cookieName = (context: Ctx, name: 'session' | 'sign-in' | 'actor'): string =>
  isHttps(context) ? `__Host-${name}` : name;

/** What every cookie of ours is: for this host alone, out of reach of scripts, and never sent from elsewhere. */
export const cookieOptions = (context: Ctx, maxAge: number) => ({
  path: '/',
  secure: isHttps(context),
  httpOnly: true,
  sameSite: 'Strict' as const,
  maxAge,
});
