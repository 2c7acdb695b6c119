import { expect, test } from '@jest/globals';
import { PUBLISHED, refusal, xml } from './answers.ts';
import { bothClients, type Case } from './compare.ts';

const {
  errorNamesOf,
}: {
  errorNamesOf: (client: string) => Record<string, string>;
} = require('../../../deploy/sdk/operations.cjs');

/* What is sent to SNS as a form, and what it can say in XML. */
const both = bothClients();

const TopicArn = 'arn:aws:sns:eu-central-1:123456789012:t';
const NS = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';
const listed = (inner: string) =>
  xml(
    200,
    `<?xml version="1.0"?>\n<ListSubscriptionsByTopicResponse ${NS}>\n  <ListSubscriptionsByTopicResult>${inner}</ListSubscriptionsByTopicResult>\n</ListSubscriptionsByTopicResponse>`,
  );
const attributed = (inner: string) =>
  xml(
    200,
    `<GetSubscriptionAttributesResponse ${NS}><GetSubscriptionAttributesResult>${inner}</GetSubscriptionAttributesResult></GetSubscriptionAttributesResponse>`,
  );
const failed = (status: number, inner: string) =>
  xml(status, `<ErrorResponse ${NS}>\n  ${inner}\n  <RequestId>R</RequestId>\n</ErrorResponse>`);

const CASES: Record<string, Case> = {
  // amzn/smoke-aws#24 and bigassforce/aws-sdk#13: signatures that break on these
  'all signs of a keyboard': [
    ({ publishThat }) =>
      publishThat({
        TopicArn,
        Message: ` !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~\t\r\n`,
        Subject: "it's *new* (~1+1=2 & 100%)",
      }),
    PUBLISHED,
  ],
  'letters of all sizes': [
    ({ publishThat }) => publishThat({ TopicArn, Message: 'é ключ € 😀 لا \u0000 \u2028', Subject: '' }),
    PUBLISHED,
  ],
  'attributes, of which one is none': [
    ({ publishThat }) =>
      publishThat({
        TopicArn,
        Message: 'm',
        MessageStructure: undefined,
        MessageAttributes: {
          'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
          ...JSON.parse('{"none":null}'),
          'b c': { DataType: 'String.Array', StringValue: '["a&b"]' },
          empty: { DataType: 'String', StringValue: '' },
        },
      }),
    PUBLISHED,
  ],
  'no attributes at all': [
    ({ publishThat }) => publishThat({ TopicArn, Message: 'm', MessageAttributes: {} }),
    PUBLISHED,
  ],
  'a member that SNS has not': [
    ({ publishThat }) => publishThat({ ...JSON.parse('{"Unheard":"x"}'), TopicArn, Message: 'm' }),
    PUBLISHED,
  ],
  'an answer without an id': [({ publish }) => publish(), xml(200, `<PublishResponse ${NS}/>`)],
  'an answer with an empty result': [
    ({ publish }) => publish(),
    xml(200, `<PublishResponse ${NS}><PublishResult/></PublishResponse>`),
  ],
  'an answer with an empty id': [
    ({ publish }) => publish(),
    xml(200, '<PublishResponse><PublishResult><MessageId></MessageId></PublishResult></PublishResponse>'),
  ],
  'an id with an attribute': [
    ({ publish }) => publish(),
    xml(
      200,
      '<PublishResponse><PublishResult><MessageId a="b">m</MessageId></PublishResult></PublishResponse>',
    ),
  ],
  'half of an answer': [
    ({ publish }) => publish(),
    xml(200, '<PublishResponse><PublishResult><MessageId>m-'),
  ],
  'an answer without content': [({ publish }) => publish(), xml(200, '')],
  'an answer of spaces': [({ publish }) => publish(), xml(200, ' \n')],
  'JSON in place of XML': [({ publish }) => publish(), xml(200, '{"MessageId":"m"}')],
  'nobody who subscribes': [({ subscribers }) => subscribers(), listed('<Subscriptions/>')],
  'nobody, in two lines': [
    ({ subscribers }) => subscribers(),
    listed('<Subscriptions>\n</Subscriptions><NextToken/>'),
  ],
  'no list of who subscribes': [({ subscribers }) => subscribers(), listed('')],
  'one who subscribes': [
    ({ subscribers }) => subscribers(),
    listed(
      '\n<Subscriptions>\n <member>\n  <Endpoint> a@b &#x26;&#233;&lt;&quot;&apos;&gt; &amp;amp; </Endpoint><!-- no -->\n <Protocol><![CDATA[<sms>&amp;]]></Protocol><Unheard>x</Unheard></member>\n</Subscriptions>',
    ),
  ],
  'a member without content': [
    ({ subscribers }) => subscribers(),
    listed('<Subscriptions><member/><member><Owner/></member></Subscriptions>'),
  ],
  // aws/aws-sdk-js-v3#950: entities that stayed as they were
  'a filter in entities': [
    ({ attributes }) => attributes(),
    attributed(
      '<Attributes><entry><key>FilterPolicy</key><value>{&quot;recipient&quot;:[&quot;a&amp;b&quot;]}</value></entry><entry><key>PendingConfirmation</key><value>false</value></entry><entry><key>Empty</key><value/></entry></Attributes>',
    ),
  ],
  'one attribute': [
    ({ attributes }) => attributes(),
    attributed('<Attributes><entry><key>Owner</key><value>1</value></entry></Attributes>'),
  ],
  'attributes without any': [({ attributes }) => attributes(), attributed('<Attributes/>')],
  'no map of attributes': [({ attributes }) => attributes(), attributed('')],
  'an error with entities and lines': [
    ({ publish }) => publish(),
    failed(
      400,
      '<Error>\n <Type>Sender</Type>\n <Code>InvalidParameter</Code>\n <Message>a &lt;b&gt; &#10; é</Message><Detail/>\n</Error>',
    ),
  ],
  'an error that nobody knows': [
    ({ publish }) => publish(),
    failed(
      400,
      '<Error><Type>Sender</Type><Code>Unheard</Code><Message>m</Message><Detail>d</Detail></Error>',
    ),
  ],
  'an error without a code': [({ publish }) => publish(), failed(400, '<Error><Message>m</Message></Error>')],
  'an error with an empty code': [
    ({ publish }) => publish(),
    failed(400, '<Error><Code/><Message/></Error>'),
  ],
  'an error that only says something': [({ publish }) => publish(), failed(500, '<Message>m</Message>')],
  'an error named as what objects have': [
    ({ publish }) => publish(),
    failed(400, '<Error><Code>constructor</Code></Error>'),
  ],
  'a topic that is not there, without words': [({ publish }) => publish(), xml(404, '')],
  'half an error': [({ publish }) => publish(), xml(400, '<ErrorResponse><Error><Code>Inv')],
  'a page in place of an error': [
    ({ publish }) => publish(),
    xml(503, '<!DOCTYPE html>\n<html lang="en"><head><title>503</title></head><body>no</body></html>'),
  ],
  'JSON in place of an error': [({ publish }) => publish(), xml(400, '{"message":"no"}')],
  'another place': [({ publish }) => publish(), xml(301, '')],
  'SNS that answers 503': [({ publish }) => publish(), refusal(503, 'ServiceUnavailable')],
};

test.each(Object.entries(CASES))('the bundled client does with %s what the SDK does', async (_, one) => {
  await both.expectSame(one);
});

test('each error of SNS has in the bundles the name that the SDK gives it', async () => {
  const codes = Object.keys(errorNamesOf('client-sns'));
  expect(codes).toContain('InvalidParameter');
  for (const code of [...codes, 'Throttling', 'ExpiredToken'])
    await both.expectSame([({ publish }) => publish(), refusal(code === 'InternalError' ? 500 : 400, code)]);
});

// The SDK throws a URIError, and its next publish still has the beginning of this one: `Message=` twice (client-sns 3.1169).
test('half a letter costs one letter, and no alert', async () => {
  const { arrived } = await both.during([PUBLISHED], ({ publishThat }) =>
    publishThat({ TopicArn, Message: 'a\ud83db', Subject: '\udc00' }),
  );
  expect(arrived[0]?.body).toEqual(expect.arrayContaining(['Message=a%EF%BF%BDb', 'Subject=%EF%BF%BD']));
});

test('elements where a text should be are an error, and no message id', async () => {
  const { outcome } = await both.during(
    [
      xml(
        200,
        '<PublishResponse><PublishResult><MessageId><a/></MessageId></PublishResult></PublishResponse>',
      ),
    ],
    ({ publish }) => publish(),
  );
  expect(outcome).toHaveProperty(
    ['error', 'message'],
    expect.stringMatching(/^an element has other elements in place of a text/),
  );
});
