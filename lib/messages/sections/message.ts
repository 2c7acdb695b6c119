import type { Place } from '../../domain/incidents/first-steps.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Kind } from '../../domain/incidents/last-sent.ts';
import type { OncallAtRuntime } from '../../domain/oncall/config.ts';
import type { Audience, Form } from '../../domain/oncall/protocol.ts';

/** One thing to tell: the incident as it was read, why now, and up to which level (1 unless said). */
export type Telling = { incident: Incident; kind: Kind; reason: string; level?: number };

export type { Place };

/** What links are made of, where the stack has a console. */
export type Links = { baseUrl: string; secret: string };

/** `now` in ms. */
export type Context = {
  oncall: OncallAtRuntime;
  now: number;
  place: Place;
  links?: Links | undefined;
};

/** A text for each form that is wanted; programs always get theirs. */
export type Forms = Partial<Record<Form, string>> & { machine: string };

/** What one publish carries: who is meant, their texts by form, and attributes for subscribers' filters. */
export type Message = Forms & {
  audience: readonly [Audience, ...Audience[]];
  subject: string;
  attributes: Record<string, string | string[]>;
};
