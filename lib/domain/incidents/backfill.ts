import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Family } from '../oncall/family.ts';
import { described } from './description.ts';
import type { Incident } from './incident.ts';
import { isUnreadable, isUnreported } from './incident-kind.ts';
import { type LossWindow, lossWindowMs } from './loss-window.ts';
import { stillFailing } from './still-failing.ts';
import { isTestAlert } from './test-alert.ts';

/** What to fetch from Flavours again: the time in ms, why it begins and ends there, whether its end is proven, and how. */
export type Backfill = {
  from: number;
  to: number;
  reason: string;
  isEndProven: boolean;
  steps: readonly { text: string }[];
};

/** What was lost in an incident and can be fetched again; nothing of posts that could not be read, nor of a test. */
export const backfillOf = (
  incident: Incident,
  oncall: Pick<RuntimeOncallConfig, 'endpoints'>,
): Backfill | undefined =>
  isUnreadable(incident) || isTestAlert(incident)
    ? undefined
    : {
        ...lossWindowMs(incident),
        reason: windowReason(incident),
        isEndProven: incident.lossWindow !== undefined,
        steps: backfill(described(incident, oncall).family),
      };

const FROM: Record<LossWindow['fromReason'], string> = {
  'last-good-probe': 'our last good probe before the first failure',
  'before-first-notification':
    '2 min before the first notification, as Flavours had already tried three times',
  'first-failed-probe': 'our first probe that failed',
};
const TO: Record<LossWindow['toReason'], string> = {
  'first-good-probe': 'our first good probe after the last',
  'last-notification': 'the last notification, which came after our first good probe',
};

/** Why the window begins and ends where it does. */
const windowReason = (incident: Incident): string => {
  const { lossWindow } = incident;
  if (lossWindow) return `From ${FROM[lossWindow.fromReason]}, to ${TO[lossWindow.toReason]}.`;
  const ends = isUnreported(incident)
    ? 'From our first failed probe to our last.'
    : 'It ends with the last notification.';
  return stillFailing(incident)
    ? `${ends} Our own probe still fails: fetch once more when it works.`
    : `${ends} Later events may have failed too, so rather fetch more.`;
};

/** What to do about what was lost, by what the endpoint receives. */
export const backfill = (family: Family): { text: string }[] => STEPS[family].map((text) => ({ text }));

const STEPS: Record<Family, readonly string[]> = {
  orders: [
    'Call the branches about orders that may still be waiting: the kitchen may never have seen them.',
    'List the orders of that time at Flavours and add those you do not have.',
  ],
  products: ['Read products, categories and prices from Flavours again, all of them: changes were missed.'],
  loyalty: ['Read discounts and coupons from Flavours again, and compare what was redeemed in this time.'],
  customers: ['Read the customers created or updated in this time from Flavours again.'],
  installs: ['Compare the installs shown at Flavours with yours: some may have been added or removed.'],
  other: ['Find out which events this endpoint receives, and read those of this time from Flavours again.'],
};
