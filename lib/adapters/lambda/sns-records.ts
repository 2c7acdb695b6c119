import * as z from 'zod';
import { AlertKind } from '../../domain/incidents/last-sent.ts';
import { JsonText } from '../../domain/intake/json-text.ts';
import type { Due } from '../../domain/integrations/delivered.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const SnsEvent = z.object({
  Records: z
    .array(
      z.object({
        Sns: z.object({ MessageId: z.string().min(1), Timestamp: z.iso.datetime(), Message: z.string() }),
      }),
    )
    .min(1),
});

const kind = AlertKind.catch('changed');
const alone = z.object({
  dedupKey: z.string().min(1),
  kind,
  reason: z.string().catch(''),
  level: z.int().min(1).optional().catch(undefined),
});
const Digest = z.object({
  kind: z.literal('digest'),
  incidents: z.array(z.object({ dedupKey: z.string().min(1), kind, reason: z.string().catch('') })),
});

/** The machine form, as far as it says which incidents changed and why; every other field is read from the incident. */
const Message = JsonText.pipe(z.union([Digest, alone, z.object({ kind: z.string() })]));

const REASON_LENGTH = 200;

/** Whether an event is from SNS. */
export const isSnsEvent = (event: unknown): boolean => SnsEvent.safeParse(event).success;

/** SNS's ids of the messages in an event; none where it is another event. */
export const messageIdsIn = (event: unknown): string[] =>
  SnsEvent.safeParse(event).data?.Records.map(({ Sns }) => Sns.MessageId) ?? [];

/** The alerts in an event of SNS, each under a key that is the same however often SNS delivers it. */
export const alertsIn = (event: unknown): [key: string, due: Due][] =>
  SnsEvent.parse(event).Records.flatMap(({ Sns: { MessageId, Timestamp, Message: text } }) => {
    const message = Message.safeParse(text).data;
    if (!message) return [];
    const members =
      'incidents' in message
        ? message.incidents.map((member) => ({ ...member, level: undefined }))
        : 'dedupKey' in message
          ? [message]
          : []; // a warning, or what a later version sends
    return members.map(({ dedupKey, kind: why, reason, level }): [string, Due] => [
      `${MessageId}#${dedupKey}`,
      {
        incidentId: dedupKey,
        kind: why,
        reason: reason.slice(0, REASON_LENGTH),
        at: Timestamp,
        ...(level !== undefined && { level }),
      },
    ]);
  });
