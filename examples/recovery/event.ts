import * as z from 'zod';

const Queued = z.looseObject({
  eventSource: z.literal('aws:sqs'),
  messageId: z.string(),
  body: z.string(),
});
const Published = z.looseObject({
  EventSource: z.literal('aws:sns'),
  Sns: z.looseObject({ MessageId: z.string(), Message: z.string() }),
});
const Released = z.strictObject({ release: z.string().min(1) });
const Event = z.union([
  z.looseObject({ Records: z.array(Queued) }),
  z.looseObject({ Records: z.array(Published) }),
  Released,
]);

/** What SNS puts around a message for a queue, unless the subscription asks for raw delivery. */
const Envelope = z.looseObject({ Type: z.literal('Notification'), Message: z.string() });

/** One message of the topic, and its id at whoever delivered it. */
export type Received = { id: string; text: string };

/** What the function is invoked with: messages from a queue or from the topic itself, or a person's word about one job. */
export type Invocation = { messages: Received[]; isQueue: boolean; release?: string };

export const invocationOf = (event: unknown): Invocation => {
  const given = Event.parse(event);
  const release = Released.safeParse(given);
  if (release.success) return { messages: [], isQueue: false, ...release.data };
  const records = z.looseObject({ Records: z.array(z.union([Queued, Published])) }).parse(given).Records;
  return {
    isQueue: records.every(isQueued),
    messages: records.map((record) => (isQueued(record) ? queued(record) : published(record))),
  };
};

type AnyRecord = z.infer<typeof Queued> | z.infer<typeof Published>;
const isQueued = (record: AnyRecord): record is z.infer<typeof Queued> => 'eventSource' in record;

const published = ({ Sns }: z.infer<typeof Published>): Received => ({
  id: Sns.MessageId,
  text: Sns.Message,
});

const queued = ({ messageId, body }: z.infer<typeof Queued>): Received => {
  const envelope = Envelope.safeParse(jsonOf(body));
  return { id: messageId, text: envelope.success ? envelope.data.Message : body };
};

/** Undefined where it is no JSON: whoever reads the message says what is wrong with it. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
