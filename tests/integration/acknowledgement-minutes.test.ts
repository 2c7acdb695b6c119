import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiActionResult } from '../../lib/domain/api/schemas.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { apiTokenOf } from './console/api-token.ts';
import { signedInCookie } from './console/signed-in.ts';
import { documented, post, until } from './flavours.ts';
import { emails, incidents, oncallFileWith, startTestStack } from './stack.ts';

const MINUTE_MS = 60_000;

describe('acknowledgementMinutes: 45 of oncall.yml', () => {
  let stack: Stack;
  let mail: string;
  let incidentId: string;

  beforeAll(async () => {
    stack = await startTestStack({ oncallFile: oncallFileWith('acknowledgementMinutes: 45') });
    await post(stack.webhookUrl, documented());
    await until('an email came', () => emails(stack).length > 0);
    mail = emails(stack)[0]?.body ?? '';
    incidentId = (await incidents(stack))[0]?.incidentId ?? '';
  });
  afterAll(() => stack?.stop());

  test('is what the email promises', () => {
    expect(mail).toMatch(/for 45 min/);
    expect(mail).not.toMatch(/half an hour|30 min/);
  });

  test('is what the page behind its link and the incident page promise', async () => {
    const link = /https?:\S+\/act\/\S+\/acknowledge\?\S+/.exec(mail)?.[0] ?? '';
    const behindLink = await (await fetch(link)).text();
    const cookie = await signedInCookie(stack);
    const page = await (
      await fetch(`${stack.url}/console/incidents/${incidentId}`, { headers: { cookie } })
    ).text();
    for (const html of [behindLink, page]) {
      expect(html).toMatch(/for\s+45\s+min/);
      expect(html).not.toMatch(/30\s+min|half an hour/);
    }
  });

  test('is how long an acknowledgement without minutes lasts; with minutes, those count', async () => {
    const token = await apiTokenOf(stack, 'act');
    const acknowledge = async (minutes?: number) => {
      const answer = await fetch(`${stack.url}/api/v1/incidents/${incidentId}/actions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'acknowledge', actor: 'Sara', ...(minutes && { minutes }) }),
      });
      expect(answer.status).toBe(200);
      const { incident } = ApiActionResult.parse(await answer.json());
      return Date.parse(incident?.acknowledgedUntil ?? '') - Date.parse(incident?.acknowledgedAt ?? '');
    };
    expect(await acknowledge()).toBe(45 * MINUTE_MS);
    expect(await acknowledge(240)).toBe(240 * MINUTE_MS);
  });
});
