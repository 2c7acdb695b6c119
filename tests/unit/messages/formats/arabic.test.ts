import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cause } from '../../../../lib/domain/diagnosis/cause.ts';
import { EMPTY_FLOOD, withNotification } from '../../../../lib/domain/incidents/flood.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { Resolution } from '../../../../lib/domain/incidents/incident.ts';
import { AlertKind, RecordedActionKind } from '../../../../lib/domain/incidents/last-sent.ts';
import type { Finding } from '../../../../lib/domain/incidents/verdict-finding.ts';
import { findingOf } from '../../../../lib/domain/incidents/verdict-finding.ts';
import { Family } from '../../../../lib/domain/oncall/family.ts';
import { apiTokenMessage } from '../../../../lib/messages/api-token.ts';
import { renderWarnings } from '../../../../lib/messages/early-warnings.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import type { Alert, Context } from '../../../../lib/messages/sections/message.ts';
import { signInMessage } from '../../../../lib/messages/sign-in.ts';
import { anyAlert } from '../arbitrary.ts';
import { at, contextAt, incident, opened, probed, resolved, sentAt } from '../fixtures.ts';

const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
const inArabic: Context = {
  ...contextAt(10, { language: 'ar', escalationMinutes: [15, 30] }),
  links,
  setId: '01JD0000000000000000000000',
};
const withoutConsole = { ...inArabic, links: undefined };

const mailOf = (alert: Alert, context = inArabic): string =>
  renderAlert(alert, ['email'], context).email ?? '';

/** What is tapped or copied and stands alone: an address, a command, an id, a time for programs. */
const isToBeCopied = (line: string): boolean =>
  /^(?:https?:\/\/\S+(?: \(key \w+\))?|(?:curl|dig|openssl|aws|npm) .*|[\w:.-]+-\d+|\d{4} \d{4}|[\d:TZ-]+\/[\d:TZ-]+|\{"code": 503,.*\})$/.test(
    line,
  );

/** An Arabic line without what stands in isolates. Fails where they are not closed. */
const outsideIsolates = (line: string): string => {
  let depth = 0;
  let outside = '';
  let isClosedTwice = false;
  for (const sign of line) {
    if (sign >= '\u2066' && sign <= '\u2068') depth += 1;
    else if (sign === '\u2069') {
      isClosedTwice ||= depth === 0;
      depth -= 1;
    } else if (depth === 0) outside += sign;
  }
  if (isClosedTwice || depth !== 0) expect({ line, depth, isClosedTwice }).toBe('closed');
  return outside;
};

/** Whole: each line is Arabic, or is to be copied; and in Arabic lines all Latin letters stand in isolates. */
const expectWhole = (mail: string): void => {
  const broken: object[] = [];
  for (const line of mail.split('\n').filter((one) => one !== '' && !isToBeCopied(one))) {
    const outside = outsideIsolates(line);
    const isArabic = /\p{Script=Arabic}/u.test(outside);
    const latin = /[A-Za-z]/.exec(outside)?.[0];
    if (!isArabic || latin !== undefined) broken.push({ line, isArabic, latin });
  }
  expect(broken).toEqual([]);
};

const CODED: Partial<Incident> = { lastSent: sentAt(-30) };

describe('an Arabic mail is whole', () => {
  test.each(Cause.options)('for the cause %s, alone and with what our probe says', (cause) => {
    for (const probe of [undefined, probed(200), probed(500), probed(401), probed(503)])
      for (const context of [inArabic, withoutConsole])
        expectWhole(mailOf(opened({ cause, ...(probe && { probe }) }), context));
  });

  test.each(AlertKind.options)('for an alert of the kind %s', (kind) => {
    const recentActions = RecordedActionKind.options.map((recorded, index) => ({
      number: index + 1,
      kind: recorded,
      actor: 'Sara',
      at: at(2),
      text: 'they restart it',
      until: at(3000),
    }));
    const alert =
      kind === 'resolved' ? resolved() : { ...opened({ ...CODED, recentActions, count: 3 }), kind, level: 2 };
    expectWhole(mailOf(alert));
    expectWhole(mailOf({ ...alert, why: 'acknowledgement-ended' }));
  });

  test.each(Resolution.options)('for an end of the kind %s', (resolution) => {
    for (const count of [0, 1, 31]) {
      expectWhole(mailOf(resolved({ resolution, count, probe: probed(503), probeFailedAt: at(60) })));
      expectWhole(mailOf(resolved({ resolution, count })));
    }
  });

  test('with the time to fetch again, in words, and what to do about it', () => {
    const mail = mailOf(
      resolved({
        resolution: 'probes',
        lossWindow: { from: at(-4), fromReason: 'last-good-probe', to: at(68), toReason: 'first-good-probe' },
      }),
    );
    expectWhole(mail);
    expect(mail).toContain('اجلب من جديد');
    expect(mail).toMatch(/بين \u2068الساعة 19:38\u2069 و\u2068الساعة 20:50\u2069 بتوقيت الرياض/);
    expect(mail).toContain('اتصل بالفروع');
  });

  test.each(Family.options)('for what the family %s receives', (family) => {
    const endpoints = [{ url: 'https://api.shop.example/', family }];
    const context = { ...inArabic, oncall: { ...inArabic.oncall, endpoints } };
    expectWhole(mailOf(resolved(), context));
  });

  test('for posts that nobody could read, and for a flood', () => {
    const unread = {
      endpoint: undefined,
      cause: 'unreadable' as const,
      sample: { at: at(0), raw: '{"x":1}', message: 'expected a JSON object' },
    };
    const readable = (mail: string) => mail.replaceAll('{"x":1}', 'https://x.example/');
    expectWhole(readable(mailOf(opened(unread))));
    expectWhole(readable(mailOf(resolved(unread))));
    const flood = withNotification(EMPTY_FLOOD, {
      endpointKey: 'k',
      id: '01JD0000000000000000000000',
      source: 'main',
      receivedAt: at(0),
      endpoint: 'https://made-up.example/1',
    });
    expectWhole(mailOf(opened({ endpointKey: 'flood:main', endpoint: undefined, cause: 'flood', flood })));
  });

  test('for digests of what fails, of what is over, and of both', () => {
    const many = [
      opened(),
      opened({ incidentId: 'b-1', cause: 'dns', count: 0 }),
      resolved({ incidentId: 'c-1' }),
    ];
    const unread = opened({ endpoint: undefined, cause: 'unreadable', sources: { jeddah: 2 } });
    expect(renderDigest([unread, unread], ['email'], inArabic).email).not.toMatch(/Error webhook|source/);
    for (const alerts of [
      [unread, opened({ endpointKey: 'flood:main', endpoint: undefined, cause: 'flood' })],
      many,
      many.slice(0, 2),
      many.slice(2),
      [opened({ state: 'acknowledged' })],
    ])
      for (const context of [inArabic, withoutConsole])
        expectWhole(renderDigest(alerts, ['email'], context).email ?? '');
  });

  test('for early warnings, links to sign in and new API tokens', () => {
    const warned = {
      endpointKey: 'k',
      endpoint: 'https://api.shop.example/hooks/orders',
      warnings: [
        { kind: 'certificate' as const, key: 'c', endsAt: at(9000), hours: 150 },
        { kind: 'certificate' as const, key: 'd', endsAt: at(9000), hours: 0, endsWith: 'CN=R3' },
        { kind: 'slow' as const, key: 's', ms: 4000 },
      ],
    };
    expectWhole(renderWarnings([warned], inArabic).email ?? '');
    expectWhole(
      signInMessage(
        {
          link: 'https://alerts.shop.example/s',
          code: '1234 5678',
          validMs: 900_000,
          asker: { network: '203.0.113.x', browser: 'Firefox on Android' },
        },
        inArabic,
      ).email ?? '',
    );
    const token = {
      id: '1',
      label: 'ci',
      scope: 'act' as const,
      createdBy: 'Sara',
      createdAt: at(0),
      until: at(90),
    };
    for (const one of [token, { ...token, endedAt: at(5) }])
      for (const context of [inArabic, withoutConsole])
        expectWhole(apiTokenMessage({ ...one, hash: 'x' }, context).email ?? '');
  });

  test('whatever an incident holds: every isolate is closed, and foreign text opens none', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        for (const mail of [
          mailOf(alert),
          renderDigest([alert, opened()], ['email'], inArabic).email ?? '',
        ]) {
          for (const line of mail.split('\n')) outsideIsolates(line);
          expect(mail).not.toMatch(/[\u202a-\u202e\u061c\u200e\p{Zl}\p{Zp}]|undefined|NaN/u);
          expect(mail.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('each cause, and each finding of our probe, has Arabic words of its own', () => {
  const verdict = (over: Partial<Incident>): string => mailOf(opened(over)).split('\n')[2] ?? '';
  const words = Cause.options.map((cause) => verdict({ cause, sample: { at: at(0), code: 1 } }));
  expect(new Set(words).size).toBe(Cause.options.length);
  const found = new Map<Finding['is'], string>();
  for (const cause of Cause.options)
    for (const status of [200, 401, 404, 500, 503])
      for (const over of [
        {},
        { count: 0 },
        { normalStatus: { status: 503, learnedFrom: 'person' as const, at: at(0) } },
      ]) {
        const one = incident({ cause, probe: probed(status), ...over });
        const finding = findingOf(one);
        if (finding)
          found.set(
            finding.is,
            verdict({ cause, probe: probed(status), ...over })
              .split('. ')
              .at(-1) ?? '',
          );
      }
  expect(found.size).toBeGreaterThan(8);
  expect(new Set(found.values()).size).toBe(found.size);
});

test('subject, SMS and chat stay in English, whatever the language', () => {
  const [english, arabic] = [contextAt(10), contextAt(10, { language: 'ar' })].map((context) =>
    renderAlert(opened(), ['email', 'sms'], context),
  );
  expect([arabic?.subject, arabic?.sms, arabic?.chat]).toEqual([
    english?.subject,
    english?.sms,
    english?.chat,
  ]);
});
