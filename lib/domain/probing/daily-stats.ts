import * as z from 'zod';

const Count = z.int().min(0).catch(0).default(0);

/**
 * One day of an endpoint (UTC), item `day#2026-11-23`. `up`, `down`, `unknown` and `upMsTotal` are from our probes,
 * `notifications` from Flavours. Merchants report what they received by source, each in its own attribute
 * `delivered#source`, with the time of the report in `delivered-at#source`.
 */
export const Day = z
  .looseObject({
    item: z.string().regex(/^day#\d{4}-\d\d-\d\d$/),
    good: Count,
    failed: Count,
    untested: Count,
    goodMs: Count,
    notified: Count,
  })
  .transform(({ item, good, failed, untested, goodMs, notified, ...rest }) => {
    const told = Object.entries(rest).filter(([name]) => name.startsWith(DELIVERED));
    return {
      day: item.slice(DAY.length),
      good,
      failed,
      untested,
      goodMs,
      notified,
      ...(told.length > 0 && { delivered: told.reduce((sum, [, count]) => sum + Count.parse(count), 0) }),
    };
  });
export type Day = z.infer<typeof Day>;

export const DAY = 'day#';
export const DELIVERED = 'delivered#';
export const DELIVERED_AT = 'delivered-at#';

export const dayItem = (at: Date): string => `${DAY}${at.toISOString().slice(0, 'YYYY-MM-DD'.length)}`;

/** The share of probes that found it up, of those that proved anything; undefined if none did. */
export const availabilityOf = ({ good, failed }: Day): number | undefined =>
  good + failed === 0 ? undefined : good / (good + failed);

/** The average time of a good answer, in ms. */
export const responseMsOf = ({ good, goodMs }: Day): number | undefined =>
  good === 0 ? undefined : Math.round(goodMs / good);

/** The share of deliveries that arrived, if the merchant reports how many did. Otherwise no rate is made up. */
export const successRateOf = ({ delivered, notified }: Day): number | undefined =>
  delivered === undefined || delivered + notified === 0 ? undefined : delivered / (delivered + notified);
