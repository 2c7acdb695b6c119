import * as z from 'zod';

const Count = z.int().min(0).catch(0).default(0);

/**
 * One day of an endpoint (UTC), item `day#2026-11-23`. `good`, `failed`, `untested` and `goodMs` are of our probes,
 * `notified` of Flavours; what a merchant took is told by its sources, each its own attribute `delivered#source`, with
 * when it was said in `delivered-at#source`.
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

/** The share of probes that were good, of those that could be made; nothing where none could. */
export const availabilityOf = ({ good, failed }: Day): number | undefined =>
  good + failed === 0 ? undefined : good / (good + failed);

/** How long a good answer took on average, in ms. */
export const responseMsOf = ({ good, goodMs }: Day): number | undefined =>
  good === 0 ? undefined : Math.round(goodMs / good);

/** The share of deliveries that arrived: only where the merchant says how many did. Without that no rate is invented. */
export const successRateOf = ({ delivered, notified }: Day): number | undefined =>
  delivered === undefined || delivered + notified === 0 ? undefined : delivered / (delivered + notified);
