import { setTimeout as sleep } from 'node:timers/promises';
import { probe } from '../../lib/adapters/probe/probe.ts';
import { provesFailure } from '../../lib/domain/probing/probe.ts';
import { labProbeOptions } from '../broken-servers/catalog.ts';
import type { Delivery } from '../sns/deliveries.ts';
import type { Probing } from '../support/probing.ts';
import { ATTEMPTS, deliver, report } from './flavours.ts';
import { closingOf, gistOf } from './gist.ts';
import { News } from './inbox-watch.ts';
import { caller, Merchant } from './merchant.ts';
import { promiseOf, waitForRecovery } from './recovery.ts';

export type StoryOptions = {
  webhookUrl: string;
  cause: string;
  /** For how long the merchant is down. */
  seconds: number;
  /** How the stack probes; nothing where it does not. */
  probing: Probing | undefined;
  say(line: string): void;
};

const ORDER_EVERY_MS = 1200;
const HEALTHY_ORDERS = 2;
const OPENED_LIMIT_MS = 6_000;

/** Plays one outage of a merchant's order endpoint against the error webhook, with real requests throughout. */
export const play = async ({
  webhookUrl,
  cause,
  seconds,
  probing,
  say: print,
}: StoryOptions): Promise<void> => {
  const startedAt = performance.now();
  const say = (line: string) =>
    print(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const inboxUrl = new URL('/inbox', webhookUrl).href;
  const news = new News(inboxUrl, say);
  const merchant = await Merchant.open(cause);
  let number = 1000;
  let lost = 0;

  const order = async (): Promise<void> => {
    const name = `order ${++number}`;
    const { isDelivered, failures } = await deliver(
      merchant.endpoint,
      { event: 'order.created', order: String(number) },
      (attempt, { message }) =>
        say(`  Flavours → merchant: ${name}, attempt ${attempt} of ${ATTEMPTS} failed: ${shortOf(message)}`),
      caller,
    );
    if (isDelivered) say(`  Flavours → merchant: ${name} delivered`);
    const last = failures.at(-1);
    if (isDelivered || !last) return;
    lost += 1;
    say(`  Flavours → error webhook: code ${last.code}, answered ${await report(webhookUrl, last)}`);
  };

  try {
    say(`A merchant takes orders at ${merchant.endpoint}.`);
    for (let index = 0; index < HEALTHY_ORDERS; index += 1) await order();

    await merchant.break();
    say(`The merchant's endpoint breaks: ${cause}.`);
    const recoversAt = performance.now() + seconds * 1000;
    await order();
    const opened = await news.wait('opened', OPENED_LIMIT_MS);
    if (opened) for (const line of gistOf(opened.body)) say(`    ${line}`);
    // What our own probe sees decides whether one can ever see the end.
    const isSeen = probing !== undefined && provesFailure(await probe(merchant.endpoint, labProbeOptions()));
    while (performance.now() < recoversAt) {
      await order();
      await news.say('opened');
      await sleep(Math.max(0, Math.min(ORDER_EVERY_MS, recoversAt - performance.now())));
    }

    await merchant.repair();
    say('The merchant repairs the endpoint.');
    for (let index = 0; index < HEALTHY_ORDERS; index += 1) await order();
    say(`${lost} of ${number - 1000} orders were lost.`);
    if (probing && isSeen) {
      say(promiseOf(probing));
      const resolved = await waitForRecovery(news, probing, say);
      if (resolved) for (const line of gistOf(resolved.body)) say(`    ${line}`);
      else say('Our probes have not called it over in twice the usual time. A person can close it:');
      if (!resolved) sayHow(opened, say);
    } else {
      say(
        probing
          ? 'Our own probe never failed there, so no probe can see it recover. A person closes it:'
          : 'This stack does not probe (PROBES=off), so it cannot see the recovery. A person closes it:',
      );
      sayHow(opened, say);
    }
    say(`Read what people were sent: ${inboxUrl}`);
  } finally {
    await merchant.close();
  }
};

/** The distinctive part of a message: the first line, without cURL's link. */
const shortOf = (message: string): string => message.split(/:?\n| \(see/, 1)[0] ?? '';

/** The link or command of a mail by which a person closes its incident. */
const sayHow = (opened: Delivery | undefined, say: (line: string) => void): void => {
  const closing = opened && closingOf(opened.body);
  say(closing === undefined ? '    with the link in its email, once that comes' : `    ${closing}`);
};
