import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import { apiTokenMessage } from '../../lib/messages/api-token.ts';
import { renderWarnings } from '../../lib/messages/early-warnings.ts';
import type { Message } from '../../lib/messages/sections/message.ts';
import { signInMessage } from '../../lib/messages/sign-in.ts';
import { withTranslations } from '../../lib/messages/translations.ts';
import { withPublisherLease } from '../../lib/use-cases/alerting/publisher.ts';
import { alertingRun } from './alerting-run.ts';
import { awsError, type Command, intercepted } from './intercepted.ts';
import { type Published, pickySns } from './picky-sns.ts';
import { startWorld, type World } from './world.ts';

const oncall = RuntimeOncallConfig.parse({
  people: {
    sara: { name: 'Sara', hasEmail: true, hasSms: true },
    omar: { name: 'Omar', hasEmail: true, hasSms: true, language: 'ar' },
    badr: { name: 'Badr', hasEmail: false, hasSms: true, language: 'ar' },
  },
  duties: [{ people: ['sara', 'omar', 'badr'] }],
});
const context = {
  oncall,
  now: Date.parse('2026-06-13T06:00:00.000Z'),
  place: { stage: 'test', region: 'x' },
};
const messageTo = (...recipient: string[]): Message =>
  withTranslations(
    ({ oncall: { language } }) => ({
      audience: ['people'],
      subject: 'a hand-over',
      email: `in ${language}`,
      machine: '{}',
      attributes: { kind: 'x', recipient },
    }),
    context,
  );

const stops: (() => Promise<unknown>)[] = [];
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => world?.stop());

/** What SNS took of a message, and how often it was recorded as sent. */
const publishing = async (
  message: Message,
  refuses: (published: Published) => boolean = () => false,
  loses = 0,
  remainingMs = 50_000,
) => {
  const { client, accepted, stop } = await pickySns(refuses);
  stops.push(stop);
  const marks: string[] = [];
  let renewals = 0;
  const losing = intercepted(world.store.client, async ({ input }: Command, next) => {
    const isRenewal = String(Reflect.get(input, 'UpdateExpression')).includes('lastPublishAt = :now');
    if (isRenewal && ++renewals === loses) throw awsError('InternalServerError');
    return next();
  });
  const run = alertingRun(world, client, {
    store: { ...world.store, client: losing },
    remainingMs: () => remainingMs,
  });
  const task = withPublisherLease(run, crypto.randomUUID(), 0, (publisher) =>
    publisher.publish(message, async (id) => void marks.push(id)),
  );
  const failed = await task.then(
    () => undefined,
    (error: Error) => error,
  );
  return { accepted: accepted.map(({ email, recipient }) => ({ email, recipient })), marks, failed };
};

test('each reader gets one text, in their language; whoever has no email address causes no translation', async () => {
  const { accepted, marks } = await publishing(messageTo('people:@sara', 'people:@omar', 'people:@badr'));
  expect(accepted).toEqual([
    { email: 'in ar', recipient: ['people:@omar'] },
    { email: 'in en', recipient: ['people:@sara', 'people:@badr'] },
  ]);
  expect(marks).toHaveLength(1);
  expect(messageTo('people:@badr')).not.toHaveProperty('translations');
});

test('where all read a translation, it is the only message, and it counts as sent', async () => {
  const { accepted, marks } = await publishing(messageTo('people:@omar'));
  expect(accepted).toEqual([{ email: 'in ar', recipient: ['people:@omar'] }]);
  expect(marks).toEqual(['an-id']);
});

test('whoever reads a translation that SNS refuses gets the original', async () => {
  const isArabic = ({ email }: Published) => email === 'in ar';
  const both = await publishing(messageTo('people:@sara', 'people:@omar'), isArabic);
  expect(both.accepted).toEqual([{ email: 'in en', recipient: ['people:@sara', 'people:@omar'] }]);
  const alone = await publishing(messageTo('people:@omar'), isArabic);
  expect(alone.accepted).toEqual([{ email: 'in en', recipient: ['people:@omar'] }]);
  expect(alone.marks).toHaveLength(1);
});

test('a translation is left out where it would take the time of the original and its record', async () => {
  const message = messageTo('people:@sara', 'people:@omar');
  const { accepted, marks } = await publishing(message, undefined, 0, 13_000);
  expect(accepted).toEqual([{ email: 'in en', recipient: ['people:@sara', 'people:@omar'] }]);
  expect(marks).toHaveLength(1);
  expect((await publishing(message, undefined, 0, 19_000)).accepted).toHaveLength(2);
});

test('what fails after the translation is not recorded as sent: it comes once more to those who have had it', async () => {
  const { accepted, marks, failed } = await publishing(
    messageTo('people:@sara', 'people:@omar'),
    undefined,
    2,
  );
  expect(accepted.map(({ email }) => email)).toEqual(['in ar']);
  expect(marks).toEqual([]);
  expect(failed?.name).toBe('InternalServerError');
});

test('warnings, sign-in links and announcements of tokens come in the language of each reader too', () => {
  const asker = { network: '192.0.2.0/24', browser: 'Firefox' };
  const token = {
    id: '01jd0000000000000000000000',
    label: 'grafana',
    scope: 'read' as const,
    createdBy: 'Sara',
    createdAt: '2026-06-13T06:00:00.000Z',
    until: '2026-12-13T06:00:00.000Z',
    hash: 'x',
  };
  const slow = { kind: 'slow' as const, key: 'slow', ms: 1700 };
  const warned = { endpointKey: 'k3m9x2p4q7ra', endpoint: 'https://a.test/orders', warnings: [slow] };
  for (const { attributes, translations = [] } of [
    signInMessage({ link: 'https://a.test/x', code: '123', validMs: 900_000, asker }, context),
    apiTokenMessage(token, context),
    renderWarnings([warned], context),
  ]) {
    expect(attributes.recipient).not.toContain('people:@omar');
    expect(translations.map(({ attributes: { recipient } }) => recipient)).toEqual([['people:@omar']]);
    expect(translations[0]?.email).toMatch(/[\u0600-\u06ff]/);
  }
});
