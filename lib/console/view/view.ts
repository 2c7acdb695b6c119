import type { Context } from '../../messages/sections/message.ts';
import type { RunContext } from '../../use-cases/runtime/run-context.ts';

/** What every page needs: names and severities, the time, the stage. */
export type View = Context;

export const viewOf = (run: RunContext): View => ({
  oncall: run.oncall,
  now: run.now().getTime(),
  place: run.place,
});
