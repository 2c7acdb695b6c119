import type { PersonKey } from './people.ts';
import type { Audience } from './protocol.ts';

/*
 * Whom a message reaches is one attribute, `recipient`: a list of these names. Each subscription's filter asks for exactly
 * one of them. One attribute instead of audience and level leaves room in a filter, which holds five names and 150
 * combinations, and lets one message wake one person and mail another.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */

export const MOST_LEVELS = 5;

/** The function that posts the daily self-test: no subscriber in `oncall.yml` can have this name. */
export const SELF_TEST_RECIPIENT = 'machines:self-test';

/** The fixed subscribers of a level. */
export const levelRecipient = (audience: Audience, level: number): string => `${audience}:level-${level}`;

/** A person, by the audience to which their address belongs. */
export const personRecipient = (audience: Audience, person: PersonKey): string => `${audience}:@${person}`;

/** Whether a recipient belongs to an audience. */
export const isRecipientOf = (audience: Audience, recipient: string): boolean =>
  recipient.startsWith(`${audience}:`);

/** All fixed subscribers of an audience. */
export const everyLevel = (audience: Audience): string[] =>
  Array.from({ length: MOST_LEVELS }, (_, index) => levelRecipient(audience, index + 1));
