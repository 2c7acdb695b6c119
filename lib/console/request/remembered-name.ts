import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { PersonName } from '../../domain/incidents/actor.ts';
import type { Ctx } from './context.ts';
import { cookieName, cookieOptions } from './cookies.ts';

/** As long as browsers keep a cookie: https://www.rfc-editor.org/rfc/rfc6265 */
const KEPT_S = 400 * 24 * 60 * 60;

/**
 * The name that was typed last in this browser, so that the next action takes one tap. It signs nobody in: it is only
 * what stands in the field. Empty where there is none.
 */
export const rememberedName = (context: Ctx): string =>
  PersonName.safeParse(getCookie(context, cookieName(context, 'actor'))).data ?? '';

/** Remembers a name in this browser. Unlike a session it also comes with a click on a link in a mail. */
export const rememberName = (context: Ctx, actor: string): void =>
  setCookie(context, cookieName(context, 'actor'), actor, {
    ...cookieOptions(context, KEPT_S),
    sameSite: 'Lax',
  });

export const forgetName = (context: Ctx): void => {
  deleteCookie(context, cookieName(context, 'actor'), cookieOptions(context, 0));
};
