import type * as z from 'zod';
import { ActorName } from './action.ts';

const LONGEST = 60;
const PROGRAM = '(API)';

/** As people read it: full-width characters become plain ones. */
const looksLikeProgram = (name: string): boolean => /\(\s*api\s*\)/i.test(name.normalize('NFKC'));

/** A typed name. It cannot be taken for a program's. */
export const PersonName = ActorName.refine((name) => !looksLikeProgram(name), `expected no ${PROGRAM}`);

/** At most `length` code units, without half a character at the end. */
const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  return `${text
    .slice(0, Math.max(0, length - 1))
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
};

const FEWEST_SHOWN = 3;

/** The actor behind an API token: the token's name, followed by what the program calls itself. */
export const programName = (label: string, says: z.infer<typeof ActorName>): string => {
  const program = `${label} ${PROGRAM}`;
  const room = LONGEST - `${program}, says `.length;
  return says === label || room < FEWEST_SHOWN ? program : `${program}, says ${cut(says, room)}`;
};
