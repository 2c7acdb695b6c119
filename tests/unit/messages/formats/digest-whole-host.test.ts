import { expect, test } from '@jest/globals';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import { emailOfDigest } from '../../../../lib/messages/formats/digest.ts';
import { contextAt, opened } from '../fixtures.ts';

const HOST = 'https://api.shop.example';
const failing = (path: string) =>
  opened({
    endpoint: `${HOST}${path}`,
    endpointKey: endpointKey(`${HOST}${path}`),
    incidentId: `${path.slice(1)}-1`,
  });
const endpoints = ['/orders', '/products'].map((path) => ({ url: `${HOST}${path}` }));

test('a digest says where all endpoints of a host fail, and only there', () => {
  const all = [failing('/orders'), failing('/products')];
  expect(emailOfDigest(all, contextAt(1, { endpoints }))).toContain(
    'All endpoints of api.shop.example that oncall.yml names are failing.',
  );
  expect(emailOfDigest(all.slice(1), contextAt(1, { endpoints }))).not.toContain('that oncall.yml names');
  expect(emailOfDigest(all, contextAt(1))).not.toContain('that oncall.yml names');
});
