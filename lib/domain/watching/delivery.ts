import type { Protocol } from '../oncall/protocol.ts';

/** One subscription of the topic: which recipient's messages its filter takes; none where it has no filter that names one. */
export type Subscribed = { protocol: Protocol; recipients: readonly string[]; isConfirmed: boolean };

/**
 * What SNS says in CloudWatch of a topic and a time. Only `sms…` is by channel, and that of the whole account: SNS has no
 * figure of a topic by protocol. https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export type SnsFigures = {
  published: number;
  delivered: number;
  failed: number;
  filteredOut: number;
  withoutAttributes: number;
  invalidAttributes: number;
  /** How many SMS carriers have reported on, and how many of them as delivered. */
  smsReported: number;
  smsDelivered: number;
};

export type Verdict = 'delivered' | 'failed' | 'filtered' | 'unknown' | 'nobody';

/** What became of a message on one channel: how many should have got it, and what SNS says of them. */
export type ChannelDelivery = { protocol: Protocol; expected: number; verdict: Verdict; why: string };

const meant = ({ recipients, isConfirmed }: Subscribed, named: ReadonlySet<string>): boolean =>
  isConfirmed && (recipients.length === 0 || recipients.some((one) => named.has(one)));

/** How many a message to `named` should be delivered to, and how many subscriptions are asked. */
export const expectedOf = (
  subscriptions: readonly Subscribed[],
  named: readonly string[],
): { byProtocol: Map<Protocol, number>; total: number; confirmed: number } => {
  const names = new Set(named);
  const byProtocol = new Map<Protocol, number>();
  for (const { protocol } of subscriptions) byProtocol.set(protocol, 0);
  for (const one of subscriptions)
    if (meant(one, names)) byProtocol.set(one.protocol, (byProtocol.get(one.protocol) ?? 0) + 1);
  return {
    byProtocol,
    total: [...byProtocol.values()].reduce((sum, count) => sum + count, 0),
    confirmed: subscriptions.filter(({ isConfirmed }) => isConfirmed).length,
  };
};

/** Whether SNS has said all that it will say: each subscription got the message, refused it, or could not get it. */
export const isSettled = (
  { total, confirmed }: { total: number; confirmed: number },
  { published, delivered, failed, filteredOut }: SnsFigures,
): boolean =>
  published > 0 && (delivered + failed >= total || delivered + failed + filteredOut >= published * confirmed);

const withoutFilters = ({ withoutAttributes, invalidAttributes }: SnsFigures): string | undefined =>
  withoutAttributes > 0
    ? 'SNS filtered messages out because they had no attributes: it dropped those that ours have'
    : invalidAttributes > 0
      ? 'SNS filtered messages out because their attributes were invalid'
      : undefined;

/** Channels that SNS's figures cannot tell apart, with what they say of all of them together. */
type Group = { protocols: readonly Protocol[]; expected: number; delivered: number; failed: number };

/** SMS have figures of their own once carriers have reported; whatever is left is of all other channels together. */
const groupsOf = (byProtocol: ReadonlyMap<Protocol, number>, figures: SnsFigures): Group[] => {
  const { delivered, failed, smsReported, smsDelivered } = figures;
  const channels = [...byProtocol].filter(([, count]) => count > 0);
  const group = (isIn: (protocol: Protocol) => boolean, of: { delivered: number; failed: number }): Group => {
    const chosen = channels.filter(([protocol]) => isIn(protocol));
    return {
      protocols: chosen.map(([protocol]) => protocol),
      expected: chosen.reduce((sum, [, count]) => sum + count, 0),
      ...of,
    };
  };
  if (smsReported === 0 || !byProtocol.get('sms')) return [group(() => true, { delivered, failed })];
  const smsFailed = smsReported - smsDelivered;
  const others = {
    delivered: Math.max(0, delivered - smsDelivered),
    failed: Math.max(0, failed - smsFailed),
  };
  return [
    group((protocol) => protocol === 'sms', { delivered: smsDelivered, failed: smsFailed }),
    group((protocol) => protocol !== 'sms', others),
  ];
};

const verdictOn = (
  { protocols, expected, delivered, failed }: Group,
  published: number,
): Pick<ChannelDelivery, 'verdict' | 'why'> => {
  const isAlone = protocols.length === 1;
  if (failed === 0 && delivered >= expected)
    return { verdict: 'delivered', why: `SNS handed over ${isAlone ? expected : 'all'} of ${expected}` };
  if (failed > 0 && isAlone)
    return { verdict: 'failed', why: `SNS could not hand over ${Math.min(failed, expected)} of ${expected}` };
  if (published === 0)
    return { verdict: 'unknown', why: 'SNS has no figures yet: they come a few minutes late' };
  const which = isAlone ? '' : `, and does not say on which of ${protocols.join(', ')}`;
  const of = `of ${expected} SNS handed over ${delivered} so far, and could not hand over ${failed}`;
  return { verdict: 'unknown', why: `${of}${which}` };
};

/**
 * What became of a message by channel. `delivered` means handed over: to a mail server, a carrier, a queue, a function. Where the
 * figures cannot tell two channels apart, it says so, and does not guess.
 */
export const deliveryByChannel = (
  subscriptions: readonly Subscribed[],
  named: readonly string[],
  figures: SnsFigures,
): ChannelDelivery[] => {
  const expected = expectedOf(subscriptions, named);
  const groups = groupsOf(expected.byProtocol, figures);
  const { published, delivered, failed, filteredOut } = figures;
  const wronglyFiltered = filteredOut - published * (expected.confirmed - expected.total);
  const isNobodys = published > 0 && delivered + failed === 0 && wronglyFiltered >= expected.total;
  const dropped =
    withoutFilters(figures) ?? (isNobodys ? 'the filters of the subscriptions took none of it' : undefined);
  return [...expected.byProtocol].map(([protocol, count]): ChannelDelivery => {
    const group = groups.find(({ protocols }) => protocols.includes(protocol));
    if (!group) return { protocol, expected: 0, verdict: 'nobody', why: 'nobody who is confirmed takes it' };
    if (dropped !== undefined) return { protocol, expected: count, verdict: 'filtered', why: dropped };
    return { protocol, expected: count, ...verdictOn(group, published) };
  });
};
