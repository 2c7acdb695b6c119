import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { PROTOCOLS, Protocol } from '../../domain/oncall/protocol.ts';
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

/** By protocol; `default` is for those whose form is the one for machines. Nobody else ever gets that: rather the subject alone. */
const textsOf = (message: Message): Record<string, string> =>
  Object.fromEntries([
    ['default', message.machine],
    ...Protocol.options.flatMap((protocol) => {
      const { audience: whose, form } = PROTOCOLS[protocol];
      return form === 'machine' || !message.audience.includes(whose)
        ? []
        : [[protocol, message[form] ?? message.subject]];
    }),
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
