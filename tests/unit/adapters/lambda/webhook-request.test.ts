import crypto from 'node:crypto';
import { afterAll, afterEach, expect, jest, test } from '@jest/globals';
import { authenticateWebhook, type Keys } from '../../../../lib/adapters/lambda/webhook-request.ts';
import { webhookToken } from '../../../../lib/domain/security/webhook-token.ts';
import { captureOutput } from '../../../robustness/output.ts';

const output = captureOutput();
afterEach(() => output.clear());
afterAll(() => output.stop());

const [current, previous] = ['c'.repeat(48), 'p'.repeat(48)];
const keys = (...secrets: string[]): Keys => ({ secrets, sourceVersion: () => 1 });
const event = (token: string, source = 'main') => ({
  requestContext: { http: { method: 'POST' } },
  pathParameters: { source, token },
  body: '{}',
});
const isTaken = (token: string, of: Keys, source?: string): boolean =>
  !('refusal' in authenticateWebhook(event(token, source), of));

test('a token that was right is made once, however often it is posted with', () => {
  const made = jest.spyOn(crypto, 'createHmac');
  const one = keys(current);
  const token = webhookToken(current, 'main', 1);
  made.mockClear();
  expect([isTaken(token, one), isTaken(token, one), isTaken(token, one)]).toEqual([true, true, true]);
  expect(made).toHaveBeenCalledTimes(1);
  made.mockRestore();
});

test('one that was right lets in no other token, source or secret', () => {
  const one = keys(current);
  const token = webhookToken(current, 'main', 1);
  expect(isTaken(token, one)).toBe(true);
  expect(isTaken(webhookToken(previous, 'main', 1), one)).toBe(false);
  expect(isTaken('', one)).toBe(false);
  expect(isTaken(token, one, 'other')).toBe(false);
  expect(isTaken(token, keys(previous))).toBe(false);
});

test('no token is right for a source that has not posted yet', () => {
  expect(isTaken('', keys(current))).toBe(false);
});

test('a token of the secret before is counted each time', () => {
  const both = keys(current, previous);
  const token = webhookToken(previous, 'main', 1);
  expect([isTaken(token, both), isTaken(token, both)]).toEqual([true, true]);
  expect(output.text().match(/"PreviousSecretUsed":1/g)).toHaveLength(2);
});
