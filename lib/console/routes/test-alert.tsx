import { decodeTime, isValid } from 'ulid';
import { readList } from '../../adapters/dynamodb/list-incidents.ts';
import { readSelfTest } from '../../adapters/dynamodb/self-test-record.ts';
import { PersonName } from '../../domain/incidents/actor.ts';
import { TESTS_LIST } from '../../domain/incidents/test-alert.ts';
import type { ChannelDelivery } from '../../domain/watching/delivery.ts';
import {
  endTestAlert,
  type TestAlertProgress,
  testAlertKey,
  testAlertProgress,
} from '../../use-cases/incidents/test-alert.ts';
import { followDelivery } from '../../use-cases/watching/follow-delivery.ts';
import { StartTestAlertPage, TestAlertPage } from '../pages/test-alert-page.tsx';
import type { Ctx } from '../request/context.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { postTestAlert } from '../request/start-test-alert.ts';
import { selfTestLine, selfTestTrouble } from '../view/self-test-words.ts';
import { viewOf } from '../view/view.ts';

/** So many earlier tests are listed: who tests each week sees two months. */
const EARLIER = 8;

const startPage = async (context: Ctx, problem?: string, typed?: unknown) => {
  const { run } = context.env;
  const [{ incidents }, selfTest] = await Promise.all([
    readList(run.store, TESTS_LIST, { limit: EARLIER }),
    readSelfTest(run.store),
  ]);
  const view = viewOf(run);
  return context.html(
    <StartTestAlertPage
      view={view}
      selfTest={selfTestTrouble(selfTest, view) ?? selfTestLine(selfTest, view)}
      earlier={incidents}
      actor={typeof typed === 'string' ? typed : rememberedName(context)}
      {...(problem !== undefined && { problem })}
    />,
    problem === undefined ? 200 : 400,
  );
};

export const testAlertPage = (context: Ctx) => startPage(context);

export const startTestAlert = async (context: Ctx) => {
  const { run } = context.env;
  const { actor: typed } = await context.req.parseBody();
  const actor = PersonName.safeParse(typed);
  if (!actor.success)
    return startPage(context, 'Type your name: at most 60 characters, without “(API)”.', typed);
  try {
    const id = await postTestAlert(context, actor.data);
    rememberName(context, actor.data);
    return context.redirect(`/console/test-alert/${id}`, 303);
  } catch (error) {
    run.log.error('a test alert could not be posted', { error });
    return startPage(
      context,
      'The test alert could not be posted: this is what a test alert is for. Look into the logs.',
    );
  }
};

export const testAlertStatusPage = async (context: Ctx) => {
  const { run } = context.env;
  const id = context.req.param('id') ?? '';
  const progress = isValid(id) ? await testAlertProgress(run, testAlertKey(id)) : undefined;
  if (!progress) return context.notFound();
  const startedAt = decodeTime(id);
  const delivery = await deliveryOf(context, progress, startedAt);
  return context.html(
    <TestAlertPage
      view={viewOf(run)}
      id={id}
      startedAt={startedAt}
      progress={progress}
      delivery={delivery}
    />,
  );
};

/** What SNS says now of what was sent; nothing where there are no figures, or none of this test yet. */
const deliveryOf = async (
  { env: { run, site } }: Ctx,
  { recipients }: TestAlertProgress,
  startedAt: number,
): Promise<ChannelDelivery[]> => {
  if (!site.metrics || recipients.length === 0) return [];
  const context = {
    topicArn: run.topic.arn,
    metrics: site.metrics,
    now: run.now,
    lookAgain: async () => false,
  };
  const subscribed = run.oncall.subscribed.map((one) => ({ ...one, isConfirmed: true }));
  try {
    const asked = { subscribed, recipients, from: new Date(startedAt) };
    return (await followDelivery(context, asked)).channels;
  } catch (error) {
    run.log.error('what SNS says of a test alert could not be read', { error });
    return [];
  }
};

export const closeTestAlert = async (context: Ctx) => {
  await endTestAlert(context.env.run, rememberedName(context) || 'a test alert');
  return context.redirect('/console', 303);
};
