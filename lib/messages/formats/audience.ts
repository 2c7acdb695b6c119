import type { Channel } from '../../domain/incidents/last-sent.ts';
import type { Audience } from '../../domain/oncall/protocol.ts';
import type { Alert } from '../sections/message.ts';

export type Audiences = readonly [Audience, ...Audience[]];

/** Whom each track of alerts is for: what everybody hears, what wakes people, and what only machines need. */
const AUDIENCES: Record<Channel, Audiences> = {
  email: ['people', 'machines'],
  sms: ['woken'],
  machines: ['machines'],
};

/** Who is meant by what is sent on these channels; not machines, if they have heard all of it. */
export const audiencesOf = (
  [first, ...others]: readonly [Channel, ...Channel[]],
  alerts: readonly Pick<Alert, 'only'>[],
): Audiences => {
  if (first === 'email' && alerts.every(({ only }) => only === 'people'))
    return ['people', ...others.flatMap((channel) => AUDIENCES[channel])];
  const [audience, ...more] = AUDIENCES[first];
  return [audience, ...more, ...others.flatMap((channel) => AUDIENCES[channel])];
};
