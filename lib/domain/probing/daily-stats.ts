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
    up: Count,
    down: Count,
    unknown: Count,
    upMsTotal: Count,
    notifications: Count,
  })
  .transform(({ item, up, down, unknown, upMsTotal, notifications, ...rest }) => {
    const reported = Object.entries(rest).filter(([name]) => name.startsWith(DELIVERED));
    return {
      day: item.slice(DAY.length),
      up,
      down,
      unknown,
      upMsTotal,
      notifications,
      ...(reported.length > 0 && {
        delivered: reported.reduce((sum, [, count]) => sum + Count.parse(count), 0),
      }),
    };
  });
export type Day = z.infer<typeof Day>;

export const DAY = 'day#';
export const DELIVERED = 'delivered#';
export const DELIVERED_AT = 'delivered-at#';

export const dayItem = (at: Date): string => `${DAY}${at.toISOString().slice(0, 'YYYY-MM-DD'.length)}`;

/** The share of probes that found it up, of those that proved anything; undefined if none did. */
export const availabilityOf = ({ up, down }: Day): number | undefined =>
  up + down === 0 ? undefined : up / (up + down);

/** The average time of a good answer, in ms. */
export const responseMsOf = ({ up, upMsTotal }: Day): number | undefined =>
  up === 0 ? undefined : Math.round(upMsTotal / up);

/** The share of deliveries that arrived, if the merchant reports how many did. Otherwise no rate is made up. */
export const successRateOf = ({ delivered, notifications }: Day): number | undefined =>
  delivered === undefined || delivered + notifications === 0
    ? undefined
    : delivered / (delivered + notifications);
