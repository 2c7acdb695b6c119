import { expect, test } from '@jest/globals';
import { webhookUrlLine } from '../../../deploy/webhook-url-line.ts';

const URL = 'https://abc.execute-api.me-central-1.amazonaws.com/hooks/main/a-secret-token';
const STACK = { stage: 'prod', region: 'me-central-1' };

test('a terminal gets the webhook URL', () => {
  expect(webhookUrlLine(URL, STACK, { isTerminal: true, environment: {} })).toBe(
    `Webhook URL (paste into Flavours): ${URL}`,
  );
});

test.each([{}, { CI: 'true' }, { SHOW_WEBHOOK_URL: '' }, { SHOW_WEBHOOK_URL: 'false' }])(
  'a log does not, and says how to get it: %j',
  (environment) => {
    const line = webhookUrlLine(URL, STACK, { isTerminal: false, environment });
    expect(line).not.toContain('a-secret-token');
    expect(line).not.toContain('/hooks/');
    expect(line).toMatch(/npm run url -- --stage prod --region me-central-1$/);
  },
);

test('whoever asks for it gets it, wherever it goes', () => {
  const asked = { isTerminal: false, environment: { SHOW_WEBHOOK_URL: 'true' } };
  expect(webhookUrlLine(URL, STACK, asked)).toContain(URL);
});
