import { billedSeconds, MEMORY_MB } from './duration.ts';
import type { Inventory } from './inventory.ts';
import type { Measured } from './measured.ts';
import { type Amounts, atRest, dollarsOf, eachAlone, fixed, inStorms, totalOf } from './month.ts';
import { PRICE_NAMES, type Prices } from './prices.ts';

const VOLUMES = [0, 1000, 1_000_000];

const usd = (dollars: number): string =>
  dollars > 0 && dollars < 0.01
    ? '< 0.01'
    : dollars.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = (count: number): string => Math.round(count).toLocaleString('en');
const number = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const row = (...cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;

const sumOf = (...all: readonly Amounts[]): Amounts =>
  Object.fromEntries(
    PRICE_NAMES.map((name) => [name, all.reduce((total, amounts) => total + (amounts[name] ?? 0), 0)]),
  );

/** The page of costs, whole: nothing in it is written by hand. */
export const costPage = (measured: Measured, prices: Prices, inventory: Inventory): string => {
  const standing = fixed(inventory);
  const resting = atRest(measured);
  const months = VOLUMES.map((count) => {
    const storms = sumOf(standing, resting, inStorms(measured, count));
    const alone = sumOf(standing, resting, eachAlone(measured, count));
    return row(
      whole(count),
      usd(totalOf(standing, prices)),
      usd(totalOf(resting, prices)),
      usd(totalOf(inStorms(measured, count), prices)),
      usd(totalOf(eachAlone(measured, count), prices)),
      `**${usd(totalOf(storms, prices))}** to **${usd(totalOf(alone, prices))}**`,
    );
  });
  const most = VOLUMES.at(-1) ?? 0;
  const parts = (title: string, amounts: Amounts) =>
    dollarsOf(amounts, prices).map(({ name, usd: dollars }) => {
      const amount = amounts[name] ?? 0;
      const shown = amount < 100 ? Number(amount.toPrecision(3)) : whole(amount);
      return row(title, shown, prices.prices[name].unit, usd(dollars));
    });
  const { storm, alone } = measured;
  return `# What it costs

<!-- Written by npm run cost, from what npm run bench:cost has measured and from bench/cost/prices.json: edit neither here. -->

List prices of ${prices.region}, looked up on ${prices.lookedUpOn}; use measured on ${measured.measuredOn}, on the real handlers and
a DynamoDB engine that says what it would bill. ${prices.note}

| notifications a month | standing | at rest | if they come in storms | if each is an incident of its own | the month, USD |
|--:|--:|--:|--:|--:|--:|
${months.join('\n')}

- *Standing* is what exists whatever happens: ${inventory.alarmMetrics} alarm metrics, ${inventory.metrics} metrics that are written all the time,
  ${number(inventory.secrets, 'secret')}, ${number(inventory.dashboards, 'dashboard')} (an account has three free), ${number(inventory.keys, 'key')}. Counters are billed only in hours in which something was counted.
- *At rest* is a sweep and a check each minute. The self-test and doctor add a cent or two.
- *In storms*: as the measured one, ${whole(storm.notifications)} notifications on ${whole(storm.endpoints)} endpoints. *Each an incident of its own* is the dearest
  way to get them. What is real lies between.
- An integration adds a third run each minute, and its alarms; a heartbeat adds one alarm. A watched endpoint adds its probes.
- The budget alarm itself costs nothing ([operations](operations.md#costs)).

## SMS

They are extra, and at any volume the largest cost. One incident alone sends ${alone.sms} SMS to each phone at level 1 when it opens; the
storm above sent ${storm.sms}, since the rest became a digest. At most five go at once and one each three minutes after them, which is 485 in
the worst day. AWS's price for Saudi Arabia is in none of the pages that were read for this one: look it up under
[SMS pricing](https://aws.amazon.com/end-user-messaging/pricing/), multiply, and set the account's SMS spending limit to what you accept.

## Where it goes

${whole(most)} notifications in storms, a month at rest, and what stands:

| | amount | of what | USD |
|---|--:|---|--:|
${[...parts('notifications', inStorms(measured, most)), ...parts('at rest', resting), ...parts('standing', standing)].join('\n')}

## Assumed, not measured

Lambda logs 350 bytes of its own for each invocation; a notification takes 2 KB for 90 days. Reading the stream is free for Lambda.
Transfer out of AWS is left out: answers are short.

## How long an invocation takes

Measured on the real handlers, warm, one invocation at a time, with a whole core, each answer of DynamoDB after 5 ms. Billed is what that
would be with the memory's share of a core: the processor time divided by the share, and the waits as they are.

| | processor time, ms | in all, ms | memory, MB | billed, ms |
|---|--:|--:|--:|--:|
${(
  [
    ['a put', 'put', 'receive'],
    ['a batch that opens an incident and alerts', 'aloneBatch', 'dispatch'],
    [
      `a batch of ${whole(storm.notifications / storm.batches)} in the midst of the storm`,
      'stormBatch',
      'dispatch',
    ],
    ['a sweep at rest', 'sweep', 'sweep'],
    ['a check at rest', 'check', 'check'],
  ] as const
)
  .map(([title, name, handler]) => {
    const duration = measured.durations[name];
    const memoryMb = MEMORY_MB[handler];
    return row(
      title,
      duration.cpuMs.toFixed(1),
      duration.wallMs.toFixed(1),
      memoryMb,
      (billedSeconds(duration, memoryMb) * 1000).toFixed(0),
    );
  })
  .join('\n')}

The first probe of a new endpoint is not in it: up to three seconds of waiting, where an endpoint does not answer at all.

## Prices

| what | USD | for | source |
|---|--:|---|---|
${PRICE_NAMES.map((name) => {
  const { usd: price, per, unit, source } = prices.prices[name];
  return row(name, price, `${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`, `[page](${source})`);
}).join('\n')}
`;
};
