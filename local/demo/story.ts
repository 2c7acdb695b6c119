import { setTimeout as sleep } from 'node:timers/promises';
import { ATTEMPTS, deliver, report } from './flavours.ts';
import { News } from './inbox-watch.ts';
import { caller, Merchant } from './merchant.ts';

export type StoryOptions = {
  webhookUrl: string;
  cause: string;
  /** For how long the merchant is down. */
  seconds: number;
  /** How long to wait for a recovery that our own probes notice. */
  recoveryMs: number;
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
  recoveryMs,
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
    if (opened) for (const line of paragraphsFrom(opened.body, /^(Verdict|Cause|Probe)/)) say(`    ${line}`);
    while (performance.now() < recoversAt) {
      await order();
      await news.say('opened');
      await sleep(Math.max(0, Math.min(ORDER_EVERY_MS, recoversAt - performance.now())));
    }

    await merchant.repair();
    say('The merchant repairs the endpoint.');
    for (let index = 0; index < HEALTHY_ORDERS; index += 1) await order();
    say(`${lost} of ${number - 1000} orders were lost. Our probes look until they can say that it is over.`);
    const recovered = await news.wait('recovered', recoveryMs);
    if (recovered) {
      for (const line of paragraphsFrom(recovered.body, /^(Closed|Lasted|Impact|Fetch again)/))
        say(`    ${line}`);
    } else {
      say('No recovery is claimed: our own probes proved no failure, or have not been good for long enough.');
      say('A person closes the incident with the command in the email.');
    }
    say(`Read what people were sent: ${inboxUrl}`);
  } finally {
    await merchant.close();
  }
};

/** The distinctive part of a message: the first line, without cURL's link. */
const shortOf = (message: string): string => message.split(/:?\n| \(see/, 1)[0] ?? '';

/** The lines of an email that begin with this, and their continuation lines. */
const paragraphsFrom = (body: string, start: RegExp): string[] => {
  let isIn = false;
  return body.split('\n').filter((line) => {
    isIn = line !== '' && (start.test(line) || (isIn && line.startsWith(' ')));
    return isIn;
  });
};
