import type { Incident } from '../incident.ts';
import type { Family } from '../oncall.ts';
import { MINUTE_MS } from './time.ts';

/** Three tries lie before the first notification. Their span is not documented; the common senders take under 2 min. */
const TRIES_MS = 2 * MINUTE_MS;

/** In which events were lost, in ms. Its end is the last failure that we heard of: that it was the last is not proven. */
export const lossWindow = ({ openedAt, lastAt }: Incident): { from: number; to: number } => ({
  from: Date.parse(openedAt) - TRIES_MS,
  to: Date.parse(lastAt),
});

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
