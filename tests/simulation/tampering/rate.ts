import { type Tampering, withFirst } from './tampering.ts';

/** How much is sent at once. */
export const RATE: Tampering[] = [
  [
    'ten are published at once',
    /^6 fewer than ten/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.flatMap((one) => Array.from({ length: 10 }, () => one)),
      },
    }),
  ],
  [
    'a subscription was deactivated',
    /^6 fewer than ten/,
    ({ subscriptions }) => ({
      subscriptions: withFirst(subscriptions, (one) => ({ ...one, isActive: false })),
    }),
  ],
  [
    'six SMS are sent at once',
    /^6 SMS/,
    ({ ledger, weather }) => ({
      weather: { ...weather, skewMs: 0 },
      ledger: {
        ...ledger,
        publishes: ledger.publishes
          .filter(({ channels }) => channels.includes('sms'))
          .flatMap((one) => Array.from({ length: 6 }, () => one)),
      },
    }),
  ],
];
