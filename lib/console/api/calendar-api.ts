import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { viewOf } from '../view/view.ts';
import { noteUse, tokenOf } from './auth.ts';
import { calendarText } from './calendar-feed.ts';

const FILE = /^(few_calendar_\S+)\.ics$/;

/**
 * GET: a calendar of turns. Calendars know no headers, so the token is in the address; it opens nothing else. Whatever is wrong
 * with it, the answer is the same.
 */
export const showCalendar = async (context: Ctx): Promise<Response> => {
  const [, text] = FILE.exec(context.req.param('file') ?? '') ?? [];
  const token = text === undefined ? undefined : await tokenOf(context, text);
  if (token?.scope !== 'calendar') return problemAnswer(context, 404, 'there is no such calendar');
  await noteUse(context, token);
  const { run, site } = context.env;
  return context.body(calendarText(token, viewOf(run), site.origin), 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="on-duty.ics"',
  });
};
