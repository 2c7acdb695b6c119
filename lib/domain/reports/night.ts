import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { isIn, periodsOf, type TimeInterval } from '../oncall/time-interval.ts';

/** When people sleep, where a team has not said when it wants quiet. By the clocks of its zone. */
export const NIGHT: TimeInterval & { from: string; to: string } = { from: '22:00', to: '07:00' };

type Team = Pick<RuntimeOncallConfig, 'quietHours' | 'timeZone'>;

/** Which hours count as night: the team's quiet hours if it has any, otherwise 22:00 to 07:00. */
export const nightOf = ({ quietHours }: Team): { kind: 'night' | 'quiet-hours'; rule: TimeInterval } =>
  quietHours ? { kind: 'quiet-hours', rule: quietHours } : { kind: 'night', rule: NIGHT };

/** Whether `at` (ms) is at night. */
export const isAtNight = (at: number, team: Team): boolean =>
  isIn(periodsOf(nightOf(team).rule, team.timeZone, at), at);
