import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { dueSince } from '../../../../lib/domain/alerting/due-since.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { IncidentAction } from '../../../../lib/domain/incidents/action.ts';
import { applyAction } from '../../../../lib/domain/incidents/apply-action.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Channel } from '../../../../lib/domain/incidents/last-sent.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { thorough } from '../../../thorough.ts';
import { at, notification, opened } from '../../examples.ts';

/** A story of one incident: each step is done at a time of the night, and what is due then is sent if it is asked for. */
class Story {
  incident: Incident;
  silence: Silence | undefined;
  readonly oncall: RuntimeOncallConfig;

  constructor(settings: Record<string, unknown> = {}, incident = opened()) {
    this.oncall = RuntimeOncallConfig.parse({ escalationMinutes: [15, 30], ...settings });
    this.incident = incident;
  }

  act(action: Record<string, unknown>, time: string, actor = 'Sara'): this {
    const { change } = applyAction(
      this.incident,
      this.silence,
      IncidentAction.parse(action),
      actor,
      at(time),
      30,
    );
    this.incident = change?.incident ?? this.incident;
    this.silence = change?.silence ?? this.silence;
    return this;
  }

  notified(time: string, count = 1, code = 503): this {
    const one = notification({ code, receivedAt: at(time).toISOString() });
    for (let more = 0; more < count; more++)
      this.incident = transition(this.incident, { kind: 'notified', notifications: [one] }, at(time));
    return this;
  }

  clock(time: string): this {
    this.incident = transition(this.incident, { kind: 'clock' }, at(time));
    return this;
  }

  due(time: string): string[] {
    const now = dueAlerts(this.incident, this.silence, this.oncall, at(time));
    return Object.entries(now).map(([channel, { kind, level }]) => `${channel} ${kind} ${level}`);
  }

  /** What was due, once it is sent. */
  sendAlert(time: string, channels: Channel[] = ['email', 'sms']): string[] {
    const before = this.due(time);
    const due = dueAlerts(this.incident, this.silence, this.oncall, at(time));
    this.incident = { ...this.incident, lastSent: markSent(this.incident, due, channels, at(time)) };
    return before;
  }

  isSettled(time: string): boolean {
    return isSettled(this.incident, this.silence, this.oncall, at(time));
  }
}

const OPENED = ['email opened 1', 'sms opened 1'];
const acknowledge = { kind: 'acknowledge' };
const silence = (until: string) => ({ kind: 'silence', until, reason: 'known' });

describe('escalation', () => {
  test('goes to each level when nobody has acknowledged for so long, counted from when somebody was told', () => {
    const story = new Story();
    expect(story.sendAlert('03:07:00.000')).toEqual(OPENED); // SNS was down for seven minutes
    expect(story.due('03:21:59.999')).toEqual([]);
    expect(story.sendAlert('03:22:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
    expect(story.due('03:36:59.999')).toEqual([]);
    expect(story.sendAlert('03:37:00.000')).toEqual(['email escalated 3', 'sms escalated 3']);
    expect(story.due('04:36:00.000')).toEqual([]);
    expect(story.sendAlert('04:37:00.000')).toEqual(['email reminder 3']);
  });

  test('after an outage of SNS goes straight to the level it has come to', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    expect(story.due('03:50:00.000')).toEqual(['email escalated 3', 'sms escalated 3']);
  });

  test('an SMS that did not reach a level is still due', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000', ['email']);
    expect(story.due('03:05:00.000')).toEqual(['sms opened 1']);
    story.sendAlert('03:15:00.000', ['email']);
    expect(story.due('03:16:00.000')).toEqual(['sms opened 2']);
  });

  test('growth is told to the levels that it has reached, the end to all that ever heard of it', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.sendAlert('03:15:00.000');
    expect(story.notified('03:20:00.000').sendAlert('03:25:00.000')).toEqual(['email changed 2']);
    story.act({ kind: 'resolve' }, '03:26:00.000');
    expect(story.sendAlert('03:26:00.000')).toEqual(['email resolved 2', 'sms resolved 2']);
    expect(story.isSettled('03:26:00.000')).toBe(true);
  });

  test('what an older version told has gone to level 1, and goes on from the opening', () => {
    const lastSent = {
      at: at('03:00:00.000').toISOString(),
      count: 1,
      cause: 'unavailable',
      growthIntervalMinutes: 5,
    };
    const old = { ...lastSent, kind: 'opened' as const, state: 'open' as const };
    const story = new Story({}, { ...opened(), lastSent: { revision: 1, email: old, sms: old } });
    expect(story.due('03:14:00.000')).toEqual([]);
    expect(story.due('03:15:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });
});

describe('an acknowledgement', () => {
  test('is told to the others by email, and stops everything', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.sendAlert('03:15:00.000');
    story.act(acknowledge, '03:16:00.000');
    expect(story.sendAlert('03:16:10.000')).toEqual(['email acknowledged 2']);
    story.notified('03:20:00.000', 30);
    expect(story.due('03:45:59.000')).toEqual([]);
  });

  test('that ends with nobody having closed it begins the escalation again, from level 1', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.sendAlert('03:15:00.000');
    story.act(acknowledge, '03:16:00.000').sendAlert('03:16:10.000');
    story.notified('03:20:00.000').clock('03:46:00.000');
    expect(story.sendAlert('03:46:10.000')).toEqual(['email escalated 1', 'sms escalated 1']);
    expect(story.due('04:01:00.000')).toEqual([]);
    expect(story.sendAlert('04:01:10.000')).toEqual(['email escalated 2', 'sms escalated 2']);
    story.act({ kind: 'resolve' }, '04:02:00.000');
    expect(story.due('04:02:00.000')).toEqual(['email resolved 2', 'sms resolved 2']);
  });

  test('before anybody was told is told, and when it ends the opening is', () => {
    const story = new Story().act(acknowledge, '03:00:30.000');
    expect(story.sendAlert('03:01:00.000')).toEqual(['email acknowledged 1']);
    story.clock('03:30:30.000');
    expect(story.sendAlert('03:31:00.000')).toEqual(OPENED);
  });

  test('and a note in one minute are one message', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act({ kind: 'note', text: 'on it' }, '03:01:00.000').act(acknowledge, '03:01:10.000');
    expect(story.sendAlert('03:01:20.000')).toEqual(['email acknowledged 1']);
    expect(story.due('03:01:30.000')).toEqual([]);
  });
});

describe('a silence', () => {
  test('is told, holds everything back while it lasts, and then begins again', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('1h'), '03:05:00.000');
    expect(story.sendAlert('03:05:10.000')).toEqual(['email silenced 1']);
    story.notified('03:10:00.000', 50);
    expect(story.due('04:04:59.999')).toEqual([]);
    expect(story.sendAlert('04:05:00.000')).toEqual(['email escalated 1', 'sms escalated 1']);
    expect(story.due('04:19:00.000')).toEqual([]);
    expect(story.due('04:20:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('lifted early is told with what has become of it', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('4h'), '03:05:00.000').sendAlert('03:05:10.000');
    story.act({ kind: 'unsilence' }, '03:10:00.000', 'Omar');
    expect(story.sendAlert('03:10:10.000')).toEqual(['email escalated 1', 'sms escalated 1']);
    expect(story.due('03:10:20.000')).toEqual([]);
  });

  test('until worse ends with ten times the count', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('worse'), '03:05:00.000').sendAlert('03:05:10.000');
    expect(story.notified('03:06:00.000', 8).due('03:30:00.000')).toEqual([]);
    expect(story.notified('03:31:00.000', 1).sendAlert('03:31:10.000')).toEqual([
      'email escalated 1',
      'sms escalated 1',
    ]);
    expect(story.due('03:45:00.000')).toEqual([]);
    expect(story.due('03:46:10.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('does not hold back the end where anything was told: by email, without SMS', () => {
    const story = new Story();
    story.sendAlert('03:00:00.000');
    story.act(silence('1h'), '03:05:00.000').sendAlert('03:05:10.000');
    story.act({ kind: 'resolve' }, '03:06:00.000');
    expect(story.isSettled('03:06:00.000')).toBe(false);
    expect(story.sendAlert('03:06:10.000')).toEqual(['email resolved 1']);
    expect(story.isSettled('05:00:00.000')).toBe(true);
  });

  test('of what nobody was told of leaves it untold, also when it is over after the silence', () => {
    const story = new Story();
    story.act(silence('1h'), '03:00:10.000');
    story.incident = { ...story.incident, recentActions: [] }; // an incident of the same endpoint, opened meanwhile
    expect(story.due('03:01:00.000')).toEqual([]);
    story.act({ kind: 'resolve' }, '03:06:00.000');
    expect(story.due('03:06:10.000')).toEqual([]);
    expect(story.due('04:06:10.000')).toEqual([]);
    expect(story.isSettled('03:06:10.000')).toBe(true);
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '22:00', to: '07:00' };
  const night = { timeZone: 'UTC', quietHours };
  const loyalty = () => opened({ endpoint: 'https://api.shop.example/loyalty' });

  test('delay what can wait until they are over, and the escalation counts from then', () => {
    const story = new Story(night, loyalty());
    expect(story.due('03:00:01.000')).toEqual([]);
    expect(story.due('06:59:59.999')).toEqual([]);
    expect(story.sendAlert('07:00:00.000')).toEqual(OPENED);
    expect(story.due('07:14:00.000')).toEqual([]);
    expect(story.due('07:15:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('never delay what is critical', () => {
    expect(new Story(night).due('03:00:01.000')).toEqual(OPENED);
    expect(
      RuntimeOncallConfig.safeParse({ quietHours: { ...quietHours, severities: ['critical'] } }).success,
    ).toBe(false);
  });

  test('keep what is over on the open list until it is sent in the morning', () => {
    const story = new Story(night, loyalty()).act({ kind: 'resolve' }, '03:10:00.000');
    expect(story.due('03:10:10.000')).toEqual([]);
    expect(story.isSettled('03:10:10.000')).toBe(false);
    expect(story.due('07:00:00.000')).toEqual(['email resolved 1']);
  });

  test('let the end and acts through by email where the evening heard of it', () => {
    const evening = transition(
      { ...loyalty(), version: 0, count: 0 },
      { kind: 'notified', notifications: [notification({ endpoint: 'https://api.shop.example/loyalty' })] },
      at('21:50:00.000'),
    );
    const story = new Story(night, evening);
    story.sendAlert('21:50:00.000');
    story.act(acknowledge, '22:10:00.000');
    expect(story.sendAlert('22:10:10.000')).toEqual(['email acknowledged 1']);
    story.act({ kind: 'resolve' }, '22:20:00.000');
    expect(story.sendAlert('22:20:10.000', ['email'])).toEqual(['email resolved 1']);
    expect(story.isSettled('22:21:00.000')).toBe(false); // the SMS waits
  });
});

describe('maintenance', () => {
  const window = { reason: 'database', every: 'day', from: '02:00', to: '04:00' };
  const planned = (more: Record<string, unknown> = {}) => ({ maintenance: [{ ...window, ...more }] });

  test('tells nobody, and at its end what still fails', () => {
    const story = new Story(planned());
    expect(story.due('03:59:59.999')).toEqual([]);
    expect(story.due('04:00:00.000')).toEqual(OPENED);
  });

  test('what was known before is summed up at its end, and only then escalates', () => {
    const story = new Story(planned({ from: '03:10' }));
    story.sendAlert('03:00:00.000');
    expect(story.notified('03:30:00.000', 4).due('03:50:00.000')).toEqual([]);
    expect(dueAlerts(story.incident, undefined, story.oncall, at('04:00:00.000')).email).toMatchObject({
      kind: 'reminder',
      reason: 'the maintenance is over, and it still fails',
      together: true,
    });
    story.sendAlert('04:00:00.000');
    expect(story.due('04:14:00.000')).toEqual([]);
    expect(story.due('04:15:00.000')).toEqual(['email escalated 2', 'sms escalated 2']);
  });

  test('what began and ended in it is told to nobody before its end, and summed up by email then', () => {
    const story = new Story(planned()).act({ kind: 'resolve' }, '03:30:00.000');
    expect(story.due('03:59:59.999')).toEqual([]);
    expect(story.isSettled('03:59:59.999')).toBe(false);
    expect(dueAlerts(story.incident, undefined, story.oncall, at('04:00:00.000'))).toEqual({
      email: {
        kind: 'resolved',
        reason: 'it ended during maintenance',
        why: 'maintenance-ended',
        level: 1,
        cycle: '0',
        together: true,
      },
    });
    story.sendAlert('04:00:00.000');
    expect(story.due('04:30:00.000')).toEqual([]);
    expect(story.isSettled('04:00:10.000')).toBe(true);
  });

  test('what ended in it under a silence is told to nobody, then or later', () => {
    const story = new Story(planned()).act(silence('1h'), '03:20:00.000');
    story.sendAlert('03:20:10.000', []);
    story.incident = { ...story.incident, recentActions: [] };
    story.act({ kind: 'resolve' }, '03:30:00.000');
    expect([story.due('03:30:10.000'), story.due('04:30:00.000')]).toEqual([[], []]);
    expect(story.isSettled('03:30:10.000')).toBe(true);
  });

  test('the summary waits for planned work that follows at once', () => {
    const next = { ...window, from: '03:50', to: '05:00' };
    const story = new Story({ maintenance: [window, next] }).act({ kind: 'resolve' }, '03:30:00.000');
    expect(story.due('04:59:59.999')).toEqual([]);
    expect(story.due('05:00:00.000')).toEqual(['email resolved 1']);
  });

  test.each([
    ['its address', { urls: ['https://api.shop.example/hooks'] }, true],
    ['another address', { urls: ['https://api.shop.example/hook'] }, false],
    ['its family', { families: ['orders'] }, true],
    ['another family', { families: ['loyalty'] }, false],
    ['its address or another family', { urls: ['https://api.shop.example/'], families: ['loyalty'] }, true],
  ])('is for %s: %#', (_, of, isSuppressed) => {
    expect(new Story(planned(of)).due('03:00:01.000')).toEqual(isSuppressed ? [] : OPENED);
  });
});

test('a test alert is told once on every level at any hour, and never again', () => {
  const story = new Story({ quietHours: { from: '22:00', to: '07:00' } }, opened({ source: 'test-alert' }));
  expect(story.sendAlert('03:00:01.000')).toEqual(['email test 3', 'sms test 3']);
  expect(story.due('09:00:00.000')).toEqual([]);
  expect(new Story({}, { ...opened(), sources: { 'test-alert': 1, main: 1 } }).due('03:00:01.000')).toEqual(
    OPENED,
  );
  const over = new Story({}, opened({ source: 'test-alert' })).act({ kind: 'resolve' }, '03:00:02.000');
  expect(over.due('03:00:03.000')).toEqual(['email test 3']);
});

describe('since when something is due', () => {
  const since = (story: Story, time: string) =>
    dueSince(story.incident, story.silence, story.oncall, at(time))?.toISOString().slice(11, 19);

  test('counts from when it was due, and from the end of what held it back', () => {
    const story = new Story({ quietHours: { from: '22:00', to: '02:00' } });
    expect(since(story, '03:01:00.000')).toBe('03:00:00');
    story.sendAlert('03:01:00.000');
    expect(since(story, '03:02:00.000')).toBeUndefined();
    expect(since(story, '03:20:00.000')).toBe('03:16:00');
    story.act(acknowledge, '03:21:00.000');
    expect(since(story, '03:25:00.000')).toBe('03:21:00');
    story.clock('03:51:30.000');
    expect(since(story, '03:52:00.000')).toBe('03:51:00');
    story.sendAlert('03:52:00.000');
    story.act(silence('1h'), '03:53:00.000').sendAlert('03:53:00.000');
    expect(since(story, '04:54:00.000')).toBe('04:53:00');
    expect(
      since(
        new Story({ maintenance: [{ reason: 'x', every: 'day', from: '02:00', to: '04:00' }] }),
        '04:01:00.000',
      ),
    ).toBe('04:00:00');
  });
});

/** Anything that may happen to one incident in a night and the day after it, minute by minute. */
const anyStory = fc.record({
  settings: fc.record({
    escalationMinutes: fc.constantFrom([], [15], [15, 30]),
    quietHours: fc.constantFrom(undefined, { from: '04:00', to: '07:00' }, { from: '22:00', to: '03:30' }),
    maintenance: fc.constantFrom(
      [],
      [{ reason: 'x', every: 'day', from: '03:30', to: '05:00' }],
      [{ reason: 'x', from: '2026-11-23T06:00', to: '2026-11-23T06:40' }],
    ),
  }),
  hasMachines: fc.boolean(),
  endpoint: fc.constantFrom('https://api.shop.example/hooks/orders', 'https://api.shop.example/loyalty'),
  events: fc.array(
    fc.record({
      afterMinutes: fc.nat(90),
      action: fc.constantFrom<Record<string, unknown> | undefined>(
        undefined,
        acknowledge,
        { kind: 'acknowledge', minutes: 5 },
        silence('1h'),
        silence('worse'),
        { kind: 'unsilence' },
        { kind: 'note', text: 'a note' },
        { kind: 'resolve' },
      ),
      notifications: fc.nat(6),
      channels: fc.constantFrom<Channel[]>(
        ['email', 'sms', 'machines'],
        ['email', 'sms'],
        ['email'],
        ['machines'],
        [],
      ),
    }),
    { maxLength: 12 },
  ),
});

type AnyStory = typeof anyStory extends fc.Arbitrary<infer Value> ? Value : never;

const play = (
  { settings, hasMachines, endpoint, events }: AnyStory,
  result: (story: Story, time: string, channels: Channel[]) => void,
): void => {
  const story = new Story({ ...settings, hasMachines }, opened({ endpoint }));
  let minute = 0;
  for (const { afterMinutes, action, notifications, channels } of events) {
    minute += afterMinutes;
    const time = new Date(at('03:00:00.000').getTime() + minute * 60_000).toISOString().slice(11, 23);
    if (at(time).getTime() < Date.parse(story.incident.openedAt) || minute > 1200) return;
    story.notified(time, notifications).clock(time);
    if (action) story.act(action, time);
    story.sendAlert(time, channels);
    result(story, time, channels);
  }
};

test('whatever happens, what was just sent is not due again', () => {
  fc.assert(
    fc.property(anyStory, (any) =>
      play(any, (story, time, channels) => {
        const again = story.due(time).filter((one) => channels.some((channel) => one.startsWith(channel)));
        expect(again).toEqual([]);
      }),
    ),
    { numRuns: thorough(60, 300) },
  );
});

test('nothing is ever due again about what has left the open list, and what is over leaves it once it is told', () => {
  fc.assert(
    fc.property(anyStory, (any) =>
      play(any, (story, time) => {
        if (!story.isSettled(time)) return;
        for (let hours = 0; hours < 72; hours += 3) {
          const later = new Date(at(time).getTime() + hours * 3_600_000);
          expect(dueAlerts(story.incident, story.silence, story.oncall, later)).toEqual({});
        }
      }),
    ),
    { numRuns: thorough(60, 300) },
  );
  fc.assert(
    fc.property(anyStory, (any) => {
      let last: { story: Story; time: string } | undefined;
      play(any, (story, time) => {
        last = { story, time };
      });
      if (!last) return;
      const { story } = last;
      story.act({ kind: 'resolve' }, last.time);
      const morning = new Date('2026-11-25T12:00:00Z');
      const due = dueAlerts(story.incident, story.silence, story.oncall, morning);
      const lastSent = markSent(story.incident, due, ['email', 'sms', 'machines'], morning);
      expect(isSettled({ ...story.incident, lastSent }, story.silence, story.oncall, morning)).toBe(true);
    }),
    { numRuns: thorough(60, 300) },
  );
});
