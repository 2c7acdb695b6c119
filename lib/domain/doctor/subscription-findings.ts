import * as z from 'zod';
import { awsCommand, type DeployedStack, deployCommand, resourcesOf, textOf } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** A subscription as SNS has it. */
export type LiveSubscription = {
  topicArn: string;
  protocol: string;
  endpoint: string;
  /** Undefined until it is confirmed. */
  arn: string | undefined;
  /** Only who has credentials of AWS can end it; undefined where nobody else ever could. */
  isProtected: boolean | undefined;
};

export type Topic = { name: 'alerts' | 'alarms'; arn: string };
type Expected = { protocol: string; endpoint: string };

/** Whoever gets one of these can end the subscription by the link in each message, unless confirming it forbade that. */
export const HAS_UNSUBSCRIBE_LINK: ReadonlySet<string> = new Set(['email', 'email-json', 'http', 'https']);

/** The stack's two topics. */
export const topicsOf = (stack: DeployedStack): Topic[] =>
  (['alerts', 'alarms'] as const).flatMap((name) => {
    const logicalId = name === 'alerts' ? 'AlertsTopic' : 'AlarmsTopic';
    const arn = stack.resources.find((one) => one.logicalId === logicalId)?.physicalId;
    return arn === undefined ? [] : [{ name, arn }];
  });

/** Who is to be subscribed to a topic, by the deployed template. */
export const expectedSubscriptions = (stack: DeployedStack, { arn }: Topic): Expected[] =>
  resourcesOf(stack, 'AWS::SNS::Subscription')
    .filter(({ properties }) => textOf(stack, properties['TopicArn']) === arn)
    .map(({ properties }) => ({
      protocol: textOf(stack, properties['Protocol']) ?? '',
      endpoint: textOf(stack, properties['Endpoint']) ?? '',
    }));

const Numbers = z.array(z.string().startsWith('+'));

/** Every number that is to get SMS, once. */
export const smsNumbers = (stack: DeployedStack): string[] =>
  Numbers.parse([
    ...new Set(
      topicsOf(stack)
        .flatMap((topic) => expectedSubscriptions(stack, topic))
        .filter(({ protocol }) => protocol === 'sms')
        .map(({ endpoint }) => endpoint),
    ),
  ]);

/** Who does not get what is published, who can be cut off by a link, and who gets it without being in `oncall.yml`. */
export const subscriptionFindings = (stack: DeployedStack, live: readonly LiveSubscription[]): Finding[] =>
  topicsOf(stack).flatMap((topic) =>
    ofTopic(
      stack,
      topic,
      live.filter(({ topicArn }) => topicArn === topic.arn),
    ),
  );

const ofTopic = (stack: DeployedStack, topic: Topic, live: readonly LiveSubscription[]): Finding[] => {
  const expected = expectedSubscriptions(stack, topic);
  const isSame = (one: Expected) => (other: Expected) =>
    one.protocol === other.protocol && one.endpoint === other.endpoint;
  const findings = expected.flatMap((one) => ofSubscriber(stack, topic, one, live.find(isSame(one))));
  const strangers = live.filter((one) => one.arn !== undefined && !expected.some(isSame(one)));
  const nobody = live.some(({ arn }) => arn !== undefined) ? [] : [reachesNobody(stack, topic)];
  return [...nobody, ...findings, ...strangers.map((one) => stranger(stack, topic, one))];
};

/** What one finding says when a whole topic reaches nobody; `doctor` then reports by the other. */
export const NOBODY = 'nobody';

const reachesNobody = (stack: DeployedStack, { name, arn }: Topic): Finding =>
  finding('subscriptions', {
    subject: `${name}: ${NOBODY}`,
    severity: 'critical',
    what: `The ${name} topic has no confirmed subscription: what is published to it reaches nobody.`,
    why:
      name === 'alerts'
        ? 'Nobody is alerted about any outage.'
        : 'When this stack itself is in trouble, nobody hears of it.',
    mend: awsCommand(stack, `sns list-subscriptions-by-topic --topic-arn ${arn}`),
  });

const ofSubscriber = (
  stack: DeployedStack,
  topic: Topic,
  { protocol, endpoint }: Expected,
  found: LiveSubscription | undefined,
): Finding[] => {
  const subject = `${topic.name}: ${protocol} ${endpoint}`;
  const confirm = awsCommand(
    stack,
    `sns confirm-subscription --topic-arn ${topic.arn} --token TOKEN --authenticate-on-unsubscribe true`,
  );
  const again = awsCommand(
    stack,
    `sns subscribe --topic-arn ${topic.arn} --protocol ${protocol} --notification-endpoint '${endpoint}'`,
  );
  if (!found)
    return [
      finding('subscriptions', {
        subject,
        severity: 'critical',
        what: `${protocol} ${endpoint} is not subscribed to the ${topic.name} topic any more.`,
        mend: `${deployCommand(stack)} (it subscribes again whoever SNS no longer knows). Confirm with: ${confirm}`,
      }),
    ];
  if (found.arn === undefined)
    return [
      finding('subscriptions', {
        subject,
        severity: 'critical',
        what: `${protocol} ${endpoint} never confirmed the subscription to the ${topic.name} topic.`,
        mend: `${again}; then, with the token in the link of the mail that comes: ${confirm}`,
      }),
    ];
  if (found.isProtected === false)
    return [
      finding('subscriptions', {
        subject,
        severity: 'warning',
        what: `Anybody, or any mail scanner, that opens the link in a message to ${protocol} ${endpoint} ends its subscription to the ${topic.name} topic.`,
        mend: `${confirm} (TOKEN stands in the link of the confirmation mail, for two days; without it: ${awsCommand(stack, `sns unsubscribe --subscription-arn ${found.arn}`)}, then ${again}, and confirm by its token)`,
      }),
    ];
  return [];
};

const stranger = (
  stack: DeployedStack,
  { name }: Topic,
  { protocol, endpoint, arn }: LiveSubscription,
): Finding =>
  finding('subscriptions', {
    subject: `${name}: ${protocol} ${endpoint}`,
    severity: 'warning',
    what: `${protocol} ${endpoint} is subscribed to the ${name} topic, and is not in the oncall.yml that was deployed.`,
    why: 'Alerts name endpoints and quote what servers answered; whoever is subscribed by hand gets all of it.',
    mend: awsCommand(stack, `sns unsubscribe --subscription-arn ${arn}`),
  });
