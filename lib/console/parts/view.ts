import type { Work } from '../../flow/work.ts';
import type { Context } from '../../messages/message.ts';

/** What every page is rendered with: names and severities, the time, the stage. */
export type View = Context;

export const viewOf = (work: Work): View => ({
  oncall: work.oncall,
  now: work.now().getTime(),
  place: work.place,
});
