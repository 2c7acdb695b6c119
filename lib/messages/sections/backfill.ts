import type { Incident } from '../../domain/incidents/incident.ts';
import type { Recovery } from '../../domain/incidents/loss-window.ts';
import type { Family } from '../../domain/oncall/config.ts';

const FROM: Record<Recovery['fromReason'], string> = {
  'last-good-probe': 'our last good probe before it',
  'before-first-notification':
    '2 min before the first notification, as Flavours had already tried three times',
  'first-failed-probe': 'our first probe that failed',
};
const TO: Record<Recovery['toReason'], string> = {
  'first-good-probe': 'our first good probe after it',
  'last-notification': 'the last notification, which came after our first good probe',
};

/** Why the window begins and ends where it does. */
export const windowReason = ({ recovery }: Incident): string =>
  recovery
    ? `From ${FROM[recovery.fromReason]}; to ${TO[recovery.toReason]}.`
    : 'It ends with the last notification. That no event failed after it is not proven: rather fetch more.';

/** What to do about what was lost, by what the endpoint receives. */
export const fetchAgain = (family: Family): { text: string }[] => STEPS[family].map((text) => ({ text }));

const STEPS: Record<Family, readonly string[]> = {
  orders: [
    'List the orders created or updated in this time at Flavours, and add those that you do not have.',
    'Phone the branches about orders that still wait there: nobody may be cooking them.',
  ],
  products: ['Read products, categories and prices from Flavours again, all of them: changes were missed.'],
  loyalty: ['Read discounts and coupons from Flavours again, and compare what was redeemed in this time.'],
  customers: ['Read the customers created or updated in this time from Flavours again.'],
  installs: ['Compare the installs shown at Flavours with yours: some may have been added or removed.'],
  other: ['Find out which events this endpoint receives, and read those of this time from Flavours again.'],
};
