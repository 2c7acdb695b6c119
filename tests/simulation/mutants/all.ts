import { ACCESS } from './access.ts';
import { DESIGN } from './design.ts';
import { FLOODS } from './floods.ts';
import { GROUPING_CONDITIONS } from './grouping-conditions.ts';
import { LATE_NOTIFICATIONS } from './late-notifications.ts';
import { LOST_ANSWERS } from './lost-answers.ts';
import { MACHINES } from './machines.ts';
import { MANY_ENDPOINTS } from './many-endpoints.ts';
import type { Mutant } from './mutant.ts';
import { ON_DUTY_MUTANTS } from './on-duty.ts';
import { PEOPLE_AND_PROBES } from './people-and-probes.ts';
import { SECOND_WRITERS } from './second-writers.ts';

export const MUTANTS: readonly Mutant[] = [
  ...GROUPING_CONDITIONS,
  ...DESIGN,
  ...SECOND_WRITERS,
  ...PEOPLE_AND_PROBES,
  ...LATE_NOTIFICATIONS,
  ...LOST_ANSWERS,
  ...ACCESS,
  ...FLOODS,
  ...MACHINES,
  ...ON_DUTY_MUTANTS,
  ...MANY_ENDPOINTS,
];
