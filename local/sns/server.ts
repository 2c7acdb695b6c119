import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { bodyOf } from '../gateway/http-server.ts';
import { textOf } from '../support/errors.ts';
import type { Faults } from './faults.ts';
import { SnsError } from './refusal.ts';
import { publishRequestOf } from './request.ts';
import type { Topic } from './topic.ts';

const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
// XML 1.0 has no way to write most control characters.
const xml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '').replace(/\p{Cc}/gu, ' ');

/**
 * SNS's Query API over HTTP, as the SDK speaks it: Publish, ListSubscriptionsByTopic and GetSubscriptionAttributes. `now` is
 * ours in simulated time; `others` are topics that can only be listed.
 */
export const snsServer =
  (
    topic: Topic,
    faults: Faults,
    log: (line: string) => void,
    now: () => Date = () => new Date(),
    others: readonly Topic[] = [],
  ): RequestListener =>
  async (request, response) => {
    const requestId = randomUUID();
    const answer = (status: number, body: string) => {
      response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
      response.end(body);
    };
    try {
      const body = await bodyOf(request, BODY_LIMIT_BYTES);
      if (!body) throw new SnsError('RequestEntityTooLarge', 'Request too large', 413);
      const form = new URLSearchParams(body.toString('utf8'));
      const action = form.get('Action') ?? '';
      const fault = action === 'Publish' ? faults.next() : 'none';
      if (fault === 'hang') return;
      if (fault === 'fail') throw new SnsError('InternalError', 'The local SNS was told to fail', 500);
      if (fault === 'throttle') throw new SnsError('Throttled', 'Rate exceeded', 429);
      const listed = others.find(({ arn }) => action !== 'Publish' && arn === form.get('TopicArn'));
      const result = resultOf(action, form, listed ?? topic, now());
      if (fault === 'lose') {
        response.destroy();
        return;
      }
      answer(
        200,
        `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
      );
    } catch (error) {
      const refusal =
        error instanceof SnsError ? error : new SnsError('InternalError', 'Internal error', 500);
      log(`sns: ${error instanceof SnsError ? `${error.code}: ${error.message}` : textOf(error)}`);
      answer(
        refusal.status,
        `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${refusal.status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${refusal.code}</Code><Message>${xml(refusal.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    }
  };

const resultOf = (action: string, form: URLSearchParams, topic: Topic, now: Date): string => {
  switch (action) {
    case 'Publish':
      return `<MessageId>${topic.publish(publishRequestOf(form), now)}</MessageId>`;
    case 'ListSubscriptionsByTopic':
      return `<Subscriptions>${topic.subscriptions
        .map(
          ({ arn, isActive, protocol, endpoint }) =>
            `<member><SubscriptionArn>${isActive ? arn : 'PendingConfirmation'}</SubscriptionArn><Owner>000000000000</Owner><Protocol>${protocol}</Protocol><Endpoint>${xml(endpoint)}</Endpoint><TopicArn>${xml(topic.arn)}</TopicArn></member>`,
        )
        .join('')}</Subscriptions>`;
    case 'GetSubscriptionAttributes': {
      const found = topic.subscriptions.find(({ arn }) => arn === form.get('SubscriptionArn'));
      if (!found) throw new SnsError('NotFound', 'Subscription does not exist', 404);
      const policy = xml(JSON.stringify(found.filterPolicy));
      return `<Attributes><entry><key>FilterPolicy</key><value>${policy}</value></entry></Attributes>`;
    }
    default:
      throw new SnsError('InvalidAction', `The local SNS does not know the action ${action}`);
  }
};
