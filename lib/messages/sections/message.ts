import type { WhyAgain } from '../../domain/alerting/due-alert.ts';
import type { Place } from '../../domain/incidents/first-steps.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { AlertKind } from '../../domain/incidents/last-sent.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import type { PersonKey } from '../../domain/oncall/people.ts';
import type { Audience, Form } from '../../domain/oncall/protocol.ts';

/** One alert: the incident as it was read, why it is sent now, and up to which level (1 by default), or to whom alone. */
export type Alert = {
  incident: Incident;
  silence?: Silence | undefined;
  kind: AlertKind;
  reason: string;
  why?: WhyAgain | undefined;
  level?: number;
  /** The people on duty up to that level. */
  onDuty?: readonly PersonKey[];
  /** Only these people: those who have come on duty. */
  to?: readonly PersonKey[] | undefined;
};

export type { Place };

/** What signed links are made of, if the stack has a console. */
export type Links = { baseUrl: string; secret: string };

/**
 * All that needs somebody at one time: how many, how many of them critical, how many events they lost, and since when.
 * `isWhole`: it was all looked at; otherwise there may be more.
 */
export type Failing = { count: number; critical: number; lost: number; since?: string; isWhole: boolean };

/** `now` in ms. */
export type Context = {
  oncall: RuntimeOncallConfig;
  now: number;
  place: Place;
  links?: Links | undefined;
  /** Under which name the members of a digest are kept, so that one link can act on all of them. */
  setId?: string | undefined;
  /** How many more need somebody than a mail names: its links are for what it names. */
  more?: number | undefined;
  /** What needs somebody altogether, for a message that gives one number. */
  failing?: Failing | undefined;
};

/** A text for each form that is wanted; programs always get theirs. */
export type Forms = Partial<Record<Form, string>> & { machine: string };

/** What one publish carries: who is meant, their texts by form, and attributes for subscribers' filters. */
export type Message = Forms & {
  audience: readonly [Audience, ...Audience[]];
  subject: string;
  attributes: Record<string, string | string[]> & { recipient?: string[] };
  /** The same for people who read another language: SNS has one text for a protocol, so each is a publish of its own. */
  translations?: readonly Message[];
};

/** What is said in English whatever a team's language is. */
export const inEnglish = <Of extends Pick<Context, 'oncall'>>(context: Of): Of => ({
  ...context,
  oncall: { ...context.oncall, language: 'en' },
});
