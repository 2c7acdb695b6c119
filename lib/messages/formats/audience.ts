import type { Channel } from '../../domain/incidents/last-sent.ts';
import type { Audience } from '../../domain/oncall/protocol.ts';

export type Audiences = readonly [Audience, ...Audience[]];

/** Whom each of the two tracks of alerts is for: what everybody hears, and what wakes people. */
const AUDIENCES: Record<Channel, Audiences> = { email: ['people', 'machines'], sms: ['woken'] };

/** Who is meant by what is sent on these channels. */
export const audiencesOf = ([first, ...others]: readonly [Channel, ...Channel[]]): Audiences => {
  const [audience, ...more] = AUDIENCES[first];
  return [audience, ...more, ...others.flatMap((channel) => AUDIENCES[channel])];
};
