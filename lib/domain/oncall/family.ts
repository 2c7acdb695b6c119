import * as z from 'zod';

/** What an endpoint receives, read from its path unless `oncall.yml` says otherwise. */
export const Family = z.enum(['orders', 'products', 'loyalty', 'customers', 'installs', 'other']);
export type Family = z.infer<typeof Family>;
