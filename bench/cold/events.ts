import { createHmac } from 'node:crypto';
import { hashOf, tokenText } from '../../lib/domain/security/api-token.ts';

/** What the functions are started with: events as API Gateway and DynamoDB's stream make them. */
export const SECRET = 'a secret of more than thirty-two characters';

const token = createHmac('sha256', SECRET).update('["webhook","main",1]').digest('base64url');
export const POST = {
  version: '2.0',
  routeKey: 'POST /hooks/{source}/{token}',
  rawPath: `/hooks/main/${token}`,
  rawQueryString: '',
  headers: { 'content-type': 'application/json', host: 'api.example' },
  requestContext: {
    http: { method: 'POST', path: `/hooks/main/${token}`, sourceIp: '192.0.2.1' },
    stage: '$default',
  },
  pathParameters: { source: 'main', token },
  body: JSON.stringify({
    code: 503,
    endpoint: 'https://shop.example/hooks/orders?shop=1',
    message: 'Service Unavailable',
  }),
  isBase64Encoded: false,
};
export const PAGE = {
  ...POST,
  rawPath: '/console',
  requestContext: { http: { method: 'GET', path: '/console', sourceIp: '192.0.2.1' }, stage: '$default' },
  body: undefined,
};
const API_TOKEN = { id: '01kaz3b2v0xkq8x2q3m4n5p6r7', scope: 'read' } as const;
const API_SECRET = 'x'.repeat(43);
/** A program's token as it is stored. */
export const STORED_TOKEN = {
  name: { S: `api-token#${API_TOKEN.id}` },
  id: { S: API_TOKEN.id },
  label: { S: 'bench' },
  scope: { S: API_TOKEN.scope },
  hash: { S: hashOf(API_SECRET) },
  createdBy: { S: 'bench' },
  createdAt: { S: '2026-11-26T13:00:00.000Z' },
  until: { S: '2099-01-01T00:00:00.000Z' },
};
/** A program asks what is open. */
export const ASKED = {
  ...POST,
  rawPath: '/api/v1/incidents',
  headers: { authorization: `Bearer ${tokenText(API_TOKEN, API_SECRET)}` },
  requestContext: {
    http: { method: 'GET', path: '/api/v1/incidents', sourceIp: '192.0.2.1' },
    stage: '$default',
  },
  body: undefined,
};
export const DELIVERED = {
  ...POST,
  body: JSON.stringify({ endpoint: 'https://shop.example/hooks', day: '2026-11-26', delivered: 7 }),
};

/** One new notification, as the stream hands it over. */
export const RECORDS = {
  Records: [
    {
      eventName: 'INSERT',
      dynamodb: {
        SequenceNumber: '1',
        NewImage: {
          endpointKey: { S: 'rrq5dbfgh86t' },
          id: { S: '01KAZ3B2V0XKQ8X2Q3M4N5P6R7' },
          pending: { N: '1' },
          source: { S: 'main' },
          receivedAt: { S: '2026-11-26T13:00:00.000Z' },
          endpoint: { S: 'https://shop.example/hooks/orders' },
          code: { N: '503' },
          message: { S: 'Service Unavailable' },
        },
      },
    },
  ],
};
