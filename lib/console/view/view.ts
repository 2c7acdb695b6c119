import type { Context } from '../../messages/sections/message.ts';
import type { Work } from '../../use-cases/runtime/run-context.ts';

/** What every page needs: names and severities, the time, the stage. */
export type View = Context;

export const viewOf = (work: Work): View => ({
  oncall: work.oncall,
  now: work.now().getTime(),
  place: work.place,
});
