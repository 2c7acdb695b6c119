import { programName } from '../../domain/incidents/actor.ts';
import type { Ctx } from './context.ts';

/** Who acts: the name that was typed; by a token its name, and behind it what the caller says. */
export const actorOf = (context: Ctx, typed: string): string => {
  const program = context.get('program');
  return program === undefined ? typed : programName(program, typed);
};
