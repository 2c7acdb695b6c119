import * as z from 'zod';
import { PersonKey } from './people.ts';
import { Rotation } from './rotation.ts';

/** Who is on duty at a level, as functions know it. */
export const LevelDuty = z.object({ rotation: Rotation.optional(), people: z.array(PersonKey).default([]) });
export type LevelDuty = z.infer<typeof LevelDuty>;
