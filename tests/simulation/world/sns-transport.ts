import { SnsError } from '../../../local/sns/refusal.ts';
import { publishRequestOf } from '../../../local/sns/request.ts';
import type { Topic } from '../../../local/sns/topic.ts';
import { type Answer, type Call, refusal } from './call.ts';

/** Hands a publish to the local SNS, by the world's clock. */
export const toTopic = (topic: Topic, call: Call, now: Date): { answer: Answer; messageId?: string } => {
  try {
    const messageId = topic.publish(publishRequestOf(new URLSearchParams(call.body)), now);
    const xml = `<PublishResponse><PublishResult><MessageId>${messageId}</MessageId></PublishResult></PublishResponse>`;
    const body = new Uint8Array(Buffer.from(xml));
    return { messageId, answer: { status: 200, headers: { 'content-type': 'text/xml' }, body } };
  } catch (error) {
    if (!(error instanceof SnsError)) throw error;
    return { answer: refusal(call, error.status, error.code) };
  }
};
