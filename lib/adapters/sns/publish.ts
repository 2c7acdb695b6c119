import {
  type MessageAttributeValue,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { FALLBACK_KEY, PROTOCOLS } from '../../domain/oncall/protocol.ts';
import { plainPartsOf } from '../../messages/plain-parts.ts';
import type { Message } from '../../messages/sections/message.ts';

/** Where alerts go: as one JSON for all protocols, or `isPlain`, as one plain text for each form; and by whose name an SMS comes. */
export type Topic = {
  client: SNSClient;
  arn: string;
  isPlain?: boolean | undefined;
  senderId?: string | undefined;
};

/** Well inside the publisher's lease of 12 s. */
const PUBLISH_TIMEOUT_MS = 4000;

/** SNS will not accept this message, however often it is sent. */
export class MessageRefusedError extends Error {
  override name = 'MessageRefusedError' as const;
}

const REFUSALS = new Set([
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ValidationException',
]);

/**
 * Publishes a message once: in one call, or in a call for each form at the same time. Returns SNS's message id, that of the
 * people's part if there are several. Throws MessageRefusedError, or any other error; a message of which only a part was
 * accepted has failed, and is due again as a whole.
 */
export const publish = async (topic: Topic, message: Message): Promise<string> => {
  const inputs = topic.isPlain ? plainInputs(message) : [jsonInput(message)];
  const answers = await Promise.allSettled(inputs.map((input) => send(topic, input)));
  const failures = answers.flatMap((answer): unknown[] =>
    answer.status === 'rejected' ? [answer.reason] : [],
  );
  // A refusal first: what is refused is tried again in another form, what failed only later.
  const failure = failures.find((one) => one instanceof MessageRefusedError) ?? failures[0];
  if (failure !== undefined) throw failure;
  const [first] = answers;
  if (first?.status !== 'fulfilled') throw new MessageRefusedError('a message names nobody');
  return first.value;
};

type Input = Pick<PublishCommandInput, 'Subject' | 'Message' | 'MessageStructure'> & {
  attributes: Message['attributes'];
};

const jsonInput = (message: Message): Input => ({
  Subject: message.subject,
  MessageStructure: 'json',
  Message: JSON.stringify(textsOf(message)),
  attributes: message.attributes,
});

const plainInputs = (message: Message): Input[] =>
  plainPartsOf(message).map(({ subject, text, attributes }) => ({
    Subject: subject,
    Message: text,
    attributes,
  }));

const send = async ({ client, arn, senderId }: Topic, { attributes, ...input }: Input): Promise<string> => {
  try {
    const { MessageId } = await client.send(
      new PublishCommand({
        ...input,
        TopicArn: arn,
        MessageAttributes: attributesOf(attributes, senderId),
      }),
      { abortSignal: AbortSignal.timeout(PUBLISH_TIMEOUT_MS) },
    );
    if (!MessageId) throw new Error('SNS answered without a message id');
    return MessageId;
  } catch (error) {
    if (error instanceof Error && REFUSALS.has(error.name)) {
      throw new MessageRefusedError(`SNS refused a message: ${error.message}`, { cause: error });
    }
    throw error;
  }
};

/**
 * A text for each protocol of those who are meant. What SNS falls back to is the form for machines, so whoever is no machine
 * has a text of their own, be it the subject alone.
 */
const textsOf = (message: Message): Record<string, string> =>
  Object.fromEntries([
    [FALLBACK_KEY, message.machine],
    ...Object.values(PROTOCOLS)
      .filter(({ audience, form }) => form !== 'machine' && message.audience.includes(audience))
      .flatMap(({ form, keys }) => keys.map((key) => [key, message[form] ?? message.subject])),
  ]);

/** With what SNS itself reads for an SMS: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-topic.html */
const attributesOf = (
  attributes: Message['attributes'],
  senderId: string | undefined,
): Record<string, MessageAttributeValue> => ({
  ...Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? { DataType: 'String.Array', StringValue: JSON.stringify(value) }
        : { DataType: 'String', StringValue: value },
    ]),
  ),
  'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
  ...(senderId !== undefined && {
    'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: senderId },
  }),
});
