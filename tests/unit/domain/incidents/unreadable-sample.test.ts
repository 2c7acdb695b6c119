import { expect, test } from '@jest/globals';
import { newIncident, transition } from '../../../../lib/domain/incidents/transition.ts';

const unreadable = (raw: string) => ({
  endpointKey: 'source:main',
  id: '01JD0000000000000000000000',
  source: 'main',
  receivedAt: '2026-06-12T16:42:07.000Z',
  problem: '#/endpoint expected an absolute http or https URL',
  raw,
});

const sampleOf = (raw: string) => {
  const notification = unreadable(raw);
  const before = newIncident('source:main', 1, notification);
  return transition(before, { kind: 'notified', notifications: [notification] }, new Date()).sample;
};

test('the incident of a post that could not be read has its text, without its secrets', () => {
  expect(sampleOf('{"endpoint": "orders", "password": "hunter2hunter2"}').raw).toBe(
    '{"endpoint": "orders", "password": "***"}',
  );
});

test('it keeps only the beginning of a long text', () => {
  expect(sampleOf('x'.repeat(5000)).raw).toHaveLength(1000);
});
