import type { Tampering } from './tampering.ts';

/** Who is called, in evidence with people who take turns. */
export const ON_DUTY: Tampering[] = [
  [
    'everybody is woken, on duty or not',
    /^3 only those on duty/,
    ({ ledger, team }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.map((one) => ({
          ...one,
          deliveries: one.deliveries.flatMap((delivery) =>
            Object.values(team?.addresses ?? {}).flatMap(({ email, sms }) => [
              { ...delivery, protocol: 'email' as const, to: email },
              ...(sms ? [{ ...delivery, protocol: 'sms' as const, to: sms }] : []),
            ]),
          ),
        })),
      },
    }),
  ],
  [
    'whoever is on duty sleeps on',
    /^3 everybody on duty/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.map((one) => ({
          ...one,
          deliveries: one.deliveries.map((delivery) => ({ ...delivery, to: 'nobody@example.com' })),
        })),
      },
    }),
  ],
  [
    'who comes on duty is not told',
    /^4 whoever comes on duty/,
    ({ ledger }) => ({
      ledger: {
        ...ledger,
        publishes: ledger.publishes.map((one) =>
          one.incidents.some(({ kind }) => kind === 'handover') ? { ...one, deliveries: [] } : one,
        ),
      },
    }),
  ],
];
