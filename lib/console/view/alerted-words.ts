import type { Incident } from '../../domain/incidents/incident.ts';
import { Channel } from '../../domain/incidents/last-sent.ts';
import type { PersonKey } from '../../domain/oncall/people.ts';
import { personName } from './cover-words.ts';
import type { View } from './view.ts';

const NAMES: Record<Channel, string> = { email: 'email', sms: 'SMS', machines: 'machines' };

/** "email and SMS" */
export const channelWords = (channels: readonly Channel[]): string =>
  channels.map((channel) => NAMES[channel]).join(' and ');

/** Of the channels of a message those by which a person can be reached; of somebody who has left, all. */
const channelsOf = (key: PersonKey, channels: readonly Channel[], { oncall }: View): Channel[] => {
  const person = Object.hasOwn(oncall.people, key) ? oncall.people[key] : undefined;
  return channels.filter(
    (channel) => channel !== 'machines' && ((channel === 'sms' ? person?.hasSms : person?.hasEmail) ?? true),
  );
};

/** "Sara by email and SMS, Huda by email". What all get is left out if it is said `beside` it. */
export const reachedWords = (
  people: readonly PersonKey[],
  channelsTo: (person: PersonKey) => readonly Channel[],
  view: View,
  beside: readonly Channel[] = [],
): string =>
  people
    .map((person) => ({ person, channels: channelsOf(person, channelsTo(person), view) }))
    .filter(({ channels }) => channels.length > 0)
    .map(({ person, channels }) =>
      channels.length === beside.length
        ? personName(person, view)
        : `${personName(person, view)} by ${channelWords(channels)}`,
    )
    .join(', ');

/** Who was ever called about an incident, and by what. */
export const alertedWords = ({ lastSent }: Incident, view: View): string => {
  const alertedBy = (channel: Channel): readonly PersonKey[] => lastSent?.[channel]?.alerted ?? [];
  const people = new Set(Channel.options.flatMap(alertedBy));
  return reachedWords(
    [...people],
    (person) => Channel.options.filter((channel) => alertedBy(channel).includes(person)),
    view,
  );
};
