import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { Delivery } from '../inbox/inbox.ts';
import { ATTEMPTS, deliver, report } from './flavours.ts';
import { type Breakage, Merchant } from './merchant.ts';

export type StoryOptions = {
  webhookUrl: string;
  breakage: Breakage;
  seconds: number;
  say(line: string): void;
};

const ORDER_EVERY_MS = 1200;
/** Of the whole time, the share for which the merchant is down. */
const DOWN_SHARE = 0.8;
const HEALTHY_ORDERS = 2;
const NEWS_LIMIT_MS = 1500;

/** Plays one outage of a merchant's order endpoint against the error webhook, with real requests throughout. */
export const play = async ({ webhookUrl, breakage, seconds, say: print }: StoryOptions): Promise<void> => {
  const startedAt = performance.now();
  const say = (line: string) =>
    print(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const inboxUrl = new URL('/inbox', webhookUrl).href;
  const beganAt = new Date().toISOString();
  const merchant = new Merchant();
  await merchant.open();
  let number = 1000;
  let lost = 0;

  const order = async (): Promise<boolean> => {
    const name = `order ${++number}`;
    const { isDelivered, failures } = await deliver(
      merchant.endpoint,
      { event: 'order.created', order: String(number) },
      (attempt, { message }) =>
        say(`  Flavours → merchant: ${name}, attempt ${attempt} of ${ATTEMPTS} failed: ${shortOf(message)}`),
    );
    if (isDelivered) say(`  Flavours → merchant: ${name} delivered`);
    const last = failures.at(-1);
    if (isDelivered || !last) return true;
    lost += 1;
    say(`  Flavours → error webhook: code ${last.code}, answered ${await report(webhookUrl, last)}`);
    return false;
  };

  try {
    say(`A merchant takes orders at ${merchant.endpoint}.`);
    for (let index = 0; index < HEALTHY_ORDERS; index += 1) await order();

    await merchant.break(breakage);
    say(`The merchant's endpoint breaks: ${breakage}.`);
    const recoversAt = startedAt + seconds * 1000 * DOWN_SHARE;
    let told = 0;
    do {
      await order();
      told = await tellNews(inboxUrl, beganAt, told, say);
      await sleep(Math.max(0, Math.min(ORDER_EVERY_MS, recoversAt - performance.now())));
    } while (performance.now() < recoversAt);

    await merchant.open();
    say('The merchant repairs the endpoint.');
    for (let index = 0; index < HEALTHY_ORDERS; index += 1) await order();
    say(`${lost} of ${number - 1000} orders were lost; the merchant took ${merchant.taken.length}.`);
    say(`Flavours says nothing of the recovery. A person closes the incident with the command in the email.`);
    say(`Read what people were sent: ${inboxUrl}`);
  } finally {
    await merchant.close();
  }
};

/** The part of a message that differs: the first line, without cURL's link. */
const shortOf = (message: string): string => message.split(/:?\n| \(see/, 1)[0] ?? '';

/** Says what has come into the inbox since the story began, beyond what was said already. */
const tellNews = async (
  inboxUrl: string,
  since: string,
  told: number,
  say: (line: string) => void,
): Promise<number> => {
  for (const startedAt = performance.now(); ; await sleep(50)) {
    const news = await newsSince(inboxUrl, since);
    if (news.length > told || told > 0 || performance.now() - startedAt > NEWS_LIMIT_MS) {
      for (const { protocol, to, subject, body } of news.slice(told)) {
        say(`  ${protocol} → ${to}: ${subject ?? body.split('\n', 1)[0]}`);
      }
      return news.length;
    }
  }
};

const newsSince = async (inboxUrl: string, since: string): Promise<Delivery[]> => {
  const response = await fetch(`${inboxUrl}.json`, { signal: AbortSignal.timeout(2000) });
  return z
    .array(Delivery)
    .parse(await response.json())
    .filter(({ at }) => at >= since)
    .reverse();
};
