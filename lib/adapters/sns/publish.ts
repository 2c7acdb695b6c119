import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { FALLBACK_KEY, PROTOCOLS } from '../../domain/oncall/protocol.ts';
import type { Message } from '../../messages/sections/message.ts';

/** Where alerts go. */
export type Topic = { client: SNSClient; arn: string };

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

/** Publishes once. Returns SNS's message id. Throws MessageRefusedError, or any other error. */
export const publish = async ({ client, arn }: Topic, message: Message): Promise<string> => {
  try {
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn: arn,
        Subject: message.subject,
        MessageStructure: 'json',
        Message: JSON.stringify(textsOf(message)),
        MessageAttributes: attributesOf(message),
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

const attributesOf = (message: Message): Record<string, MessageAttributeValue> => ({
  ...Object.fromEntries(
    Object.entries(message.attributes).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? { DataType: 'String.Array', StringValue: JSON.stringify(value) }
        : { DataType: 'String', StringValue: value },
    ]),
  ),
  'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
});
