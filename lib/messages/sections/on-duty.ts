import { onDutyAt } from '../../domain/oncall/duty.ts';
import { dutyPeriodOf } from '../../domain/oncall/duty-period.ts';
import type { PersonKey } from '../../domain/oncall/people.ts';
import { DUTY } from '../language/phrases/duty.ts';
import { say } from '../language/say.ts';
import { clockIn } from '../language/times.ts';
import { shortTime } from '../text/time.ts';
import type { Alert, Context } from './message.ts';
import { asciiPerson, personName } from './person-name.ts';

/** Somebody on duty at a level; until when in ms, where that is known, and in whose stead. */
export type OnDutyNow = {
  level: number;
  person: PersonKey;
  until: number | undefined;
  instead: PersonKey | undefined;
};

/** Who is on duty at the levels up to that of the highest of some alerts; nobody where a team has no people. */
export const onDutyFor = (
  alerts: readonly Pick<Alert, 'level' | 'onDuty'>[],
  context: Context,
): OnDutyNow[] => {
  const { oncall, now } = context;
  const called = alerts.filter(({ onDuty }) => onDuty !== undefined);
  const highest = called.reduce((most, { level = 1 }) => Math.max(most, level), 0);
  return Array.from({ length: highest }, (_, index) => index + 1).flatMap((level) =>
    onDutyAt(oncall, level, now).map(({ person, instead }) => ({
      level,
      person,
      until: dutyPeriodOf(oncall, level, person, now).to,
      instead,
    })),
  );
};

/** "On duty: Omar until Sun 6 Dec 09:00." A line for each, with the level where there are several. */
export const onDutyRows = (
  alerts: readonly Pick<Alert, 'level' | 'onDuty'>[],
  context: Context,
): string[] => {
  const all = onDutyFor(alerts, context);
  const { language } = context.oncall;
  const isOneLevel = all.every(({ level }) => level === 1);
  return all.map(({ level, person, until, instead }) => {
    const name =
      instead === undefined
        ? personName(person, context)
        : say(language, DUTY.instead, {
            name: personName(person, context),
            instead: personName(instead, context),
          });
    if (until === undefined)
      return isOneLevel ? say(language, DUTY.one, { name }) : say(language, DUTY.atLevel, { name, level });
    const at = clockIn(context, until);
    return isOneLevel
      ? say(language, DUTY.oneUntil, { name, at })
      : say(language, DUTY.atLevelUntil, { name, level, at });
  });
};

/** The same as one sentence where each character counts: "On duty: Omar until 6 Dec 09:00, Huda." */
export const onDutyShort = (
  alerts: readonly Pick<Alert, 'level' | 'onDuty'>[],
  context: Context,
): string[] => {
  const { oncall, now } = context;
  const all = onDutyFor(alerts, context).map(({ person, until }) => {
    const end = until === undefined ? '' : ` until ${shortTime(until, now, oncall.timeZone)}`;
    return `${asciiPerson(person, context)}${end}`;
  });
  return all.length === 0 ? [] : [`On duty: ${[...new Set(all)].join(', ')}.`];
};

/** Since when somebody is on duty at one of the levels up to `level`, in ms; now where that is not known. */
export const onDutySince = (person: PersonKey, level: number, { oncall, now }: Context): number => {
  const levels = Array.from({ length: level }, (_, index) => index + 1);
  const at = levels.find((one) => onDutyAt(oncall, one, now).some((found) => found.person === person));
  return (at && dutyPeriodOf(oncall, at, person, now).from) ?? now;
};
