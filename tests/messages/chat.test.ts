import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CustomNotification } from '../../lib/messages/chat.ts';
import { linkFor } from '../../lib/messages/links.ts';
import { renderAlert, renderDigest } from '../../lib/messages/render.ts';
import { anyTelling } from './arbitrary.ts';
import { contextAt, incident, opened, recovered } from './fixtures.ts';

const context = {
  ...contextAt(10),
  links: { baseUrl: 'https://alerts.shop.example', secret: 'a secret for this test, long enough' },
};
const read = (chat: string): CustomNotification => CustomNotification.parse(JSON.parse(chat));

test('whatever an incident holds, its chat form fits the published schema, and holds no mention, link or format', () => {
  fc.assert(
    fc.property(fc.array(anyTelling, { minLength: 1, maxLength: 3 }), (tellings) => {
      const [first] = tellings;
      if (!first) return;
      for (const chat of [
        renderAlert(first, ['email'], context).chat,
        renderDigest(tellings, ['email'], context).chat,
      ]) {
        const { content, metadata } = read(chat);
        const shown = [content.title, content.description?.replaceAll(/`[^`\n]*`/g, ''), metadata?.summary];
        expect(shown.join('\n')).not.toMatch(/[<>&*_~|[\]`]/);
        expect(chat.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('all that is told of an incident is one thread, and says what to do and where to act', () => {
  const { content, metadata } = read(renderAlert(opened(), ['email', 'sms'], context).chat);
  expect(metadata).toMatchObject({
    threadId: 'k3m9x2p4q7ra-1',
    eventType: 'opened',
    additionalContext: { dedupKey: 'k3m9x2p4q7ra-1', state: 'open', severity: 'critical', count: '1' },
  });
  expect(content.title).toMatch(/^OPEN Orders webhook/);
  expect(content.description).toContain('`https://api.shop.example/hooks/orders`');
  expect(content.nextSteps?.at(-1)).toBe(`See and act: ${linkFor('view', incident(), context)}`);
  const end = read(renderAlert(recovered(), ['email'], context).chat);
  expect(end.metadata).toMatchObject({ threadId: 'k3m9x2p4q7ra-1', eventType: 'recovered' });
});

test('without a console there is no link', () => {
  expect(renderAlert(opened(), ['email'], contextAt(0)).chat).not.toContain('See and act');
});
