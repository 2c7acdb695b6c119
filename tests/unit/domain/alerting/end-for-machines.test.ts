import { describe, expect, test } from '@jest/globals';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { dueSince } from '../../../../lib/domain/alerting/due-since.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Channel } from '../../../../lib/domain/incidents/last-sent.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { TEST_ALERT_ENDPOINT } from '../../../../lib/domain/incidents/test-alert.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, notification, opened } from '../../examples.ts';

const LOYALTY = 'https://api.shop.example/loyalty';
const machines = RuntimeOncallConfig.parse({ hasMachines: true, escalationMinutes: [15, 30] });
const planned = { maintenance: [{ reason: 'database', every: 'day', from: '02:00', to: '04:00' }] };
const quiet = { quietHours: { from: '01:00', to: '07:00' } };
const silence: Silence = {
  endpointKey: 'abcdefghjkmn',
  item: 'silence',
  incidentId: 'abcdefghjkmn-1',
  actor: 'Omar',
  reason: 'known',
  at: at('03:00:05.000').toISOString(),
  until: at('05:00:00.000').toISOString(),
};

/** An incident of 03:00 with what was sent about it, and what is due at each time. */
class Outage {
  incident: Incident;
  readonly oncall: RuntimeOncallConfig;
  readonly #silence: Silence | undefined;

  constructor(
    settings: object = {},
    { endpoint, silenced = false }: { endpoint?: string; silenced?: boolean } = {},
  ) {
    this.oncall = RuntimeOncallConfig.parse({ ...machines, ...settings });
    this.incident = opened(endpoint === undefined ? {} : { endpoint });
    this.#silence = silenced ? silence : undefined;
  }

  ends(time: string, resolution?: Incident['resolution']): this {
    this.incident = transition(this.incident, { kind: 'resolved', actor: 'Sara' }, at(time));
    if (resolution) this.incident = { ...this.incident, resolution };
    return this;
  }

  late(receivedAt: string, time: string): this {
    const one = notification({ receivedAt: at(receivedAt).toISOString() });
    this.incident = transition(this.incident, { kind: 'notified', notifications: [one] }, at(time));
    return this;
  }

  due(time: string) {
    return dueAlerts(this.incident, this.#silence, this.oncall, at(time));
  }

  sends(time: string, channels: Channel[] = ['email', 'sms', 'machines']): this {
    const lastSent = markSent(this.incident, this.due(time), channels, at(time));
    this.incident = { ...this.incident, lastSent };
    return this;
  }

  isSettled(time: string): boolean {
    return isSettled(this.incident, this.#silence, this.oncall, at(time));
  }

  since(time: string): string | undefined {
    return dueSince(this.incident, this.#silence, this.oncall, at(time))?.toISOString();
  }
}

const ALONE = {
  machines: { kind: 'resolved', reason: 'it is over, and no person is told so now', level: 3, cycle: '0' },
};

describe('machines alone hear of an end, once, at every level', () => {
  test.each<[string, () => Outage]>([
    ['under a silence', () => new Outage({}, { silenced: true }).ends('03:10:00.000')],
    ['in planned work', () => new Outage(planned).ends('03:10:00.000')],
    ['in quiet hours', () => new Outage(quiet, { endpoint: LOYALTY }).ends('03:10:00.000')],
    ['as its source was revoked', () => new Outage().ends('03:10:00.000', 'revoked')],
    [
      'in planned work, as its monitoring was stopped',
      () => new Outage(planned).ends('03:10:00.000', 'stopped'),
    ],
    ['under a silence, by quiet', () => new Outage({}, { silenced: true }).ends('03:10:00.000', 'quiet')],
  ])('%s', (_, outageOf) => {
    const outage = outageOf();
    expect(outage.due('03:10:01.000')).toEqual(ALONE);
    expect(outage.since('03:20:00.000')).toBe(at('03:10:00.000').toISOString());
    expect(outage.isSettled('03:10:01.000')).toBe(false);
    expect(outage.sends('03:10:02.000').due('03:30:00.000')).toEqual({});
  });

  test('it is over with that, unless people are still to hear of it', () => {
    expect(
      new Outage({}, { silenced: true }).ends('03:10:00.000').sends('03:10:02.000').isSettled('03:10:03.000'),
    ).toBe(true);
    expect(new Outage(planned).ends('03:10:00.000').sends('03:10:02.000').isSettled('03:10:03.000')).toBe(
      false,
    );
    expect(
      new Outage(quiet, { endpoint: LOYALTY })
        .ends('03:10:00.000')
        .sends('03:10:02.000')
        .isSettled('03:10:03.000'),
    ).toBe(false);
  });

  test('nothing where no machine subscribes', () => {
    const outage = new Outage({ hasMachines: false }, { silenced: true }).ends('03:10:00.000');
    expect(outage.due('03:10:01.000')).toEqual({});
    expect(outage.isSettled('03:10:01.000')).toBe(true);
  });

  test('nothing while it fails, or where the end goes to people too', () => {
    expect(new Outage({}, { silenced: true }).due('03:10:00.000')).toEqual({});
    expect(new Outage().ends('03:10:00.000').due('03:10:01.000')).toEqual({
      email: expect.objectContaining({ kind: 'resolved' }),
    });
    const alerted = new Outage({}).sends('03:00:02.000').ends('03:10:00.000');
    expect(Object.keys(alerted.due('03:10:01.000'))).toEqual(['email', 'sms']);
  });

  test('not of a test', () => {
    const outage = new Outage();
    outage.incident = { ...outage.incident, endpointKey: endpointKey(TEST_ALERT_ENDPOINT) };
    expect(Object.keys(outage.ends('03:10:00.000', 'tested').due('03:10:01.000'))).toEqual(['email']);
  });
});

describe('what people hear later', () => {
  test('is for them alone: in the summary of planned work, or in the morning', () => {
    const worked = new Outage(planned).ends('03:10:00.000').sends('03:10:02.000');
    expect(worked.due('04:00:00.000')).toEqual({
      email: expect.objectContaining({ kind: 'resolved', together: true, only: 'people' }),
    });
    const slept = new Outage(quiet, { endpoint: LOYALTY }).ends('03:10:00.000').sends('03:10:02.000');
    expect(slept.due('06:59:59.999')).toEqual({});
    expect(slept.due('07:00:00.000')).toEqual({
      email: expect.objectContaining({ reason: 'it was over before anyone was alerted', only: 'people' }),
    });
    expect(slept.sends('07:00:00.000').isSettled('07:00:01.000')).toBe(true);
  });

  test('is for machines too where they could not be told, or where more was lost since', () => {
    const unsent = new Outage(planned).ends('03:10:00.000').due('04:00:00.000');
    const grown = new Outage(planned)
      .ends('03:10:00.000')
      .sends('03:10:02.000')
      .late('03:05:00.000', '03:57:00.000');
    for (const { email } of [unsent, grown.due('04:00:00.000')]) {
      expect(email).toMatchObject({ kind: 'resolved', together: true });
      expect(email).not.toHaveProperty('only');
    }
  });
});

describe('what comes to light after an end of which machines alone know', () => {
  const late = (): Outage =>
    new Outage({}, { silenced: true })
      .ends('03:10:00.000')
      .sends('03:10:02.000')
      .late('03:05:00.000', '03:11:00.000');

  test('goes to them once it is all in, and keeps it open until then', () => {
    const outage = late();
    expect(outage.due('03:15:01.999')).toEqual({});
    expect(outage.isSettled('03:15:01.999')).toBe(false);
    expect(outage.due('03:15:02.000')).toEqual({
      machines: { ...ALONE.machines, reason: '1 more that had been received before its end' },
    });
    expect(outage.since('03:20:00.000')).toBe(at('03:15:02.000').toISOString());
    expect(outage.sends('03:15:02.000').due('04:00:00.000')).toEqual({});
    expect(outage.isSettled('03:15:03.000')).toBe(true);
  });

  test('keeps nothing open where no machine subscribes any more', () => {
    const outage = late();
    const without = { ...outage.oncall, hasMachines: false };
    expect(isSettled(outage.incident, silence, without, at('03:12:00.000'))).toBe(true);
  });
});
