import { describe, expect, test } from '@jest/globals';
import { RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import { renderWarnings, type Warned } from '../../../lib/messages/early-warnings.ts';
import { contextAt, ORDERS } from './fixtures.ts';

const ends = (days: number) => ({
  kind: 'certificate' as const,
  key: `certificate x ${days}`,
  endsAt: '2026-06-26T09:00:00.000Z',
  hours: days * 24 + 1,
});
const slow = { kind: 'slow' as const, key: 'slow', ms: 1_700 };
const warned = (...warnings: Warned['warnings']): Warned => ({
  endpointKey: 'k3m9x2p4q7ra',
  endpoint: ORDERS,
  warnings,
});
const menu: Warned = {
  endpointKey: 'b2c3d4e5f6g7',
  endpoint: 'https://user:hunter2@api.shop.example/menu?token=hunter2',
  warnings: [ends(3)],
};
const flat = (text = '') => text.replace(/\s+/g, ' ');

describe('a warning', () => {
  test('is an email, for whoever takes warnings of level 1', () => {
    expect(renderWarnings([warned(ends(13)), menu], contextAt(0))).toMatchObject({
      audience: ['people', 'machines'],
      attributes: {
        kind: 'warning',
        severity: 'warning',
        family: ['orders', 'products'],
        recipient: ['people:level-1', 'machines:level-1'],
      },
    });
    expect(renderWarnings([warned(ends(13)), warned(slow)], contextAt(0)).attributes['family']).toEqual([
      'orders',
    ]);
  });

  test('reaches whoever asks for some sources alone: it is about an endpoint, and no source posted it', () => {
    const context = contextAt(0, { filteredSources: ['riyadh'] });
    expect(renderWarnings([menu], context).attributes['source']).toEqual(['riyadh']);
    expect(renderWarnings([menu], contextAt(0)).attributes).not.toHaveProperty('source');
  });

  test('has what it is about as its subject; more than one has their number', () => {
    const subject = (...of: [Warned, ...Warned[]]) => renderWarnings(of, contextAt(0)).subject;
    expect(subject(warned(ends(13)))).toBe(
      'WARNING TLS certificate ends in 13 days - api.shop.example (k3m9x2p4q7ra)',
    );
    expect(subject(warned(ends(3)))).toContain('ends in 3 days -');
    expect(subject(warned({ ...ends(3), hours: 72 }))).toContain('ends in 3 days -');
    expect(subject(warned({ ...ends(2), hours: 71 }))).toContain('ends in 71 hours -');
    expect(subject(warned(ends(2)))).toContain('ends in 49 hours -');
    expect(subject(warned(ends(0)))).toContain('ends in 1 hour -');
    expect(subject(warned({ ...ends(0), hours: 0 }))).toContain('ends in less than an hour -');
    expect(subject(warned(slow))).toBe('WARNING webhook answers slowly - api.shop.example (k3m9x2p4q7ra)');
    expect(subject(warned(ends(13), slow))).toContain('WARNING 2 webhook problems ahead');
    expect(subject(warned(slow), menu)).toContain('WARNING 2 webhook problems ahead');
  });

  test('of a certificate says when it ends and what to do', () => {
    const email = flat(renderWarnings([warned(ends(13))], contextAt(0)).email);
    expect(email).toMatch(/^No event is lost yet, and nobody was woken\./);
    expect(email).toContain(`Orders webhook: ${ORDERS}`);
    expect(email).toContain(
      'Its TLS certificate ends in 13 days, on Fri 26 Jun 12:00 (Riyadh). From then on every event is lost.',
    );
    expect(email).toContain('openssl s_client');
    expect(email).toContain('Each of these is said once');
  });

  test('of slow answers says how slow, and what we assume', () => {
    const email = flat(renderWarnings([warned(slow)], contextAt(0)).email);
    expect(email).toContain(
      'It takes 1700 ms and more to answer. How long Flavours waits is not documented; we assume 3 s, and more than half of that is gone.',
    );
    expect(email).toContain(`curl `);
    // It is measured already.
    expect(email).toContain('1. Look at load, database and slow requests since this began');
    expect(email).not.toContain('Measure;');
    expect(email).not.toContain('openssl');
  });

  test('has a form for machines, with each endpoint and no key of ours', () => {
    const { machine, chat } = renderWarnings([warned(ends(13), slow), menu], contextAt(0));
    expect(JSON.parse(machine)).toEqual({
      version: 1,
      kind: 'warning',
      warnings: [
        {
          endpointKey: 'k3m9x2p4q7ra',
          endpoint: ORDERS,
          name: 'Orders webhook',
          kind: 'certificate',
          endsAt: '2026-06-26T09:00:00.000Z',
          days: 13,
          hours: 313,
        },
        {
          endpointKey: 'k3m9x2p4q7ra',
          endpoint: ORDERS,
          name: 'Orders webhook',
          kind: 'slow',
          ms: 1700,
          assumedTimeoutMs: 3000,
        },
        expect.objectContaining({ endpointKey: 'b2c3d4e5f6g7', name: 'Products webhook', days: 3 }),
      ],
    });
    expect(chat).toContain('Its TLS certificate ends in 13 days');
    expect(chat).toContain('Products webhook, https://');
  });

  test('says so where a certificate of the chain ends first', () => {
    const { email, machine } = renderWarnings([warned({ ...ends(5), endsWith: 'R3' })], contextAt(0));
    expect(flat(email)).toContain(
      'A certificate that its server sends along ends in 5 days, on Fri 26 Jun 12:00',
    );
    expect(flat(email)).toContain('before its own: "R3".');
    expect(JSON.parse(machine).warnings[0]).toMatchObject({ endsWith: 'R3', days: 5, hours: 121 });
  });

  test('names an endpoint as oncall.yml does', () => {
    const named = contextAt(0, { endpoints: [{ url: ORDERS, name: 'Orders, Riyadh' }] });
    expect(flat(renderWarnings([warned(slow)], named).email)).toContain(`Orders, Riyadh: ${ORDERS} It takes`);
  });

  test('shows no secret of an endpoint', () => {
    expect(JSON.stringify(renderWarnings([menu], contextAt(0)))).not.toContain('hunter2');
  });
});

describe('a warning in Arabic', () => {
  const inArabic = contextAt(0, { language: 'ar' });
  const read = (text = '') => flat(text.replace(/\p{Bidi_Control}/gu, ''));
  const email = (one: Warned, context = inArabic) => read(renderWarnings([one], context).email);

  test('says what is ahead, of which webhook, and what to do', () => {
    expect(email(warned(ends(13)))).toContain(
      `ويب هوك الطلبات: ${ORDERS} تنتهي شهادة TLS بعد 13 يومًا، في الجمعة، 26 يونيو الساعة 12:00 بتوقيت الرياض. بعدها يضيع كل حدث. 1. انظر الشهادة التي يقدمها الخادم`,
    );
    expect(email(warned(slow))).toContain(
      'يستغرق الجواب 1700 من الملّي ثانية أو أكثر. مهلة Flavours غير موثقة، ونفترض أنها 3 من الثواني، وقد مضى أكثر من نصفها. 1. راجع الحمل وقاعدة البيانات',
    );
  });

  test('counts the time that is left as Arabic does, in hours below three days', () => {
    const left = (hours: number) =>
      /تنتهي شهادة TLS بعد (.*?)، في/.exec(email(warned({ ...ends(0), hours })))?.[1];
    expect(left(0)).toBe('أقل من ساعة');
    expect(left(1)).toBe('ساعة واحدة');
    expect(left(71)).toBe('71 ساعة');
    expect(left(72)).toBe('3 أيام');
    expect(left(24 * 13)).toBe('13 يومًا');
  });

  test('names an endpoint as oncall.yml does, and else by what it receives', () => {
    const named = {
      ...inArabic,
      oncall: { ...inArabic.oncall, endpoints: [{ url: ORDERS, name: 'فرع الرياض' }] },
    };
    expect(email(warned(slow), named)).toContain(`فرع الرياض: ${ORDERS}`);
    expect(email(warned(slow))).toContain(`ويب هوك الطلبات: ${ORDERS}`);
  });

  test('has an English form for chats', () => {
    expect(renderWarnings([warned(ends(13))], inArabic).chat).toContain(
      'Its TLS certificate ends in 13 days, on Fri 26 Jun 12:00 (Riyadh).',
    );
  });
});

test('a warning goes to whoever is on duty at the first level now, beside its fixed subscribers; nobody is a machine', () => {
  const person = (name: string) => ({ name, hasEmail: true, hasSms: true });
  const { people, duties } = RuntimeOncallConfig.parse({
    people: { sara: person('Sara'), omar: person('Omar') },
    duties: [{ people: ['sara'] }, { people: ['omar'] }],
  });
  expect(renderWarnings([menu], contextAt(0, { people, duties })).attributes.recipient).toEqual([
    'people:level-1',
    'people:@sara',
    'machines:level-1',
  ]);
});
