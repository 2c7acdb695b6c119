import type { Answer } from './same-as-sdk.ts';

/** An answer of DynamoDB or CloudWatch. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': 'REQUEST',
      ...headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
export const failure = (type: string, more: Record<string, unknown> = {}, status = 400): Answer =>
  json(status, {
    __type: `com.amazonaws.dynamodb.v20120810#${type}`,
    message: 'said by the server',
    ...more,
  });
/** An answer of SNS. */
export const xml =
  (status: number, body: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': 'REQUEST' });
    response.end(body);
  };
export const refusal = (status: number, code: string): Answer =>
  xml(
    status,
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>a &lt;b&gt; &amp; ç</Message></Error><RequestId>REQUEST</RequestId></ErrorResponse>`,
  );
export const PUBLISHED = xml(
  200,
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>REQUEST</RequestId></ResponseMetadata></PublishResponse>',
);
export const LISTED = xml(
  200,
  '<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions><member><Owner>1</Owner><SubscriptionArn>PendingConfirmation</SubscriptionArn><Protocol>email</Protocol><Endpoint>a+b@example.com</Endpoint></member><member><SubscriptionArn>arn:x</SubscriptionArn></member></Subscriptions><NextToken>next</NextToken></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>',
);
