import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Price = z.object({
  usd: z.number().positive(),
  per: z.int().positive(),
  unit: z.string().min(1),
  source: z.url({ protocol: /^https$/ }),
});

export const PRICE_NAMES = [
  'dynamodbWrite',
  'dynamodbRead',
  'dynamodbStorage',
  'dynamodbBackup',
  'lambdaRequest',
  'lambdaDuration',
  'httpApi',
  'snsPublish',
  'snsEmail',
  'logs',
  'alarm',
  'metric',
  'dashboard',
  'secret',
  'kmsKey',
  'kmsRequest',
] as const;
export type PriceName = (typeof PRICE_NAMES)[number];

/** What AWS charges, all in one file with its date and sources: prices.json beside this. */
const Prices = z.object({
  region: z.string(),
  lookedUpOn: z.iso.date(),
  note: z.string(),
  prices: z.record(z.enum(PRICE_NAMES), Price),
});
export type Prices = z.infer<typeof Prices>;

export const readPrices = (): Prices =>
  Prices.parse(JSON.parse(readFileSync(join(__dirname, 'prices.json'), 'utf8')));

/** What so much of it costs, in dollars. */
export const dollarsFor = ({ prices }: Prices, name: PriceName, amount: number): number =>
  (amount / prices[name].per) * prices[name].usd;
