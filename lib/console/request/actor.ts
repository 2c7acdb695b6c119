import { programName } from '../../domain/incidents/actor.ts';
import type { Ctx } from './context.ts';

/** Who acts: the name that was typed; with a token its name, followed by what the caller calls itself. */
export const actorOf = (context: Ctx, typed: string): string => {
  const program = context.get('program');
  return program === undefined ? typed : programName(program, typed);
};
