import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { notificationItem } from '../../../../lib/adapters/dynamodb/put-item.ts';
import { accept } from '../../../../lib/domain/intake/accept.ts';
import { Notification } from '../../../../lib/domain/intake/notification.ts';
import { anyBody } from '../../../robustness/any-body.ts';

const notificationsOf = (body: string | Uint8Array): Notification[] =>
  accept({
    source: 'main',
    token: 'A'.repeat(43),
    body: Buffer.from(body),
    id: '01KAZ3B2V0XKQ8X2Q3M4N5P6R7',
    pending: 3,
    now: new Date(0),
  }).notifications;

test('a notification is written as the SDK’s own marshall writes it, whatever was posted', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      for (const notification of notificationsOf(body))
        expect(notificationItem(notification)).toEqual(
          marshall(notification, { removeUndefinedValues: true }),
        );
    }),
  );
});

test('with everything that a notification can have', () => {
  const [odd] = notificationsOf('{"code":"503 oh","endpoint":" https://h.example/ ","message":[""],"x":1}');
  const whole = Notification.parse({ ...odd, sourceVersion: 2, tries: 0, incidentId: undefined });
  expect(whole).toHaveProperty('fieldProblems.2');
  expect(notificationItem(whole)).toEqual(marshall(whole, { removeUndefinedValues: true }));
});
