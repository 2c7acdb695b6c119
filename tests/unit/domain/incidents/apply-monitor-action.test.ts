import { describe, expect, test } from '@jest/globals';
import { applyMonitorAction, lastError } from '../../../../lib/domain/incidents/apply-monitor-action.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { Monitor } from '../../../../lib/domain/probing/monitor.ts';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';
import { at, opened } from '../../examples.ts';

const NOW = at('04:00:00.000');
const NAME = 'Noura';
const result = (time: string, status?: number, kind: ProbeResult['kind'] = 'down'): ProbeResult => ({
  at: at(time).toISOString(),
  ms: 90,
  kind,
  ...(status !== undefined && { status }),
});
const monitor = (over: Partial<Monitor> = {}): Monitor => ({
  ...Monitor.parse({ endpointKey: 'abcdefghjkmn', endpoint: 'https://api.shop.example/hooks/orders' }),
  monitored: 'on',
  history: [result('03:30:00.000', 503)],
  ...over,
});
const probed = (time: string, status: number): Incident => ({
  ...opened(),
  probe: {
    at: at(time).toISOString(),
    ms: 90,
    outcome: { kind: 'answered' },
    stages: {},
    addresses: [],
    failedAddresses: [],
    answer: { status, bodyBytes: 0, cut: false },
  },
});
const closed = (incident: Incident): Incident =>
  transition(incident, { kind: 'resolved', actor: 'Omar' }, at('03:45:00.000'));

describe('the error that an endpoint answered last', () => {
  test('is that of the last look that proves something', () => {
    expect(lastError({ monitor: monitor(), latest: undefined })).toBe(503);
    const history = [result('03:30:00.000', 503), result('03:31:00.000', undefined, 'unknown')];
    expect(lastError({ monitor: monitor({ history }), latest: undefined })).toBe(503);
    const good = [result('03:30:00.000', 503), result('03:31:00.000', 200, 'up')];
    expect(lastError({ monitor: monitor({ history: good }), latest: undefined })).toBeUndefined();
  });

  test('is that of the incident where its probe is the later one', () => {
    expect(lastError({ monitor: monitor(), latest: probed('03:31:00.000', 502) })).toBe(502);
    expect(lastError({ monitor: monitor(), latest: probed('03:30:00.000', 502) })).toBe(503);
    expect(lastError({ monitor: undefined, latest: probed('03:00:05.000', 502) })).toBe(502);
  });

  test.each([
    [499, undefined],
    [500, 500],
    [404, undefined],
  ])('%i is one: %s', (status, error) => {
    expect(lastError({ monitor: undefined, latest: probed('03:00:05.000', status) })).toBe(error);
  });

  test('is none where nothing was probed, or nothing answered', () => {
    expect(lastError({ monitor: undefined, latest: undefined })).toBeUndefined();
    expect(
      lastError({ monitor: monitor({ history: [result('03:30:00.000')] }), latest: undefined }),
    ).toBeUndefined();
    expect(lastError({ monitor: undefined, latest: opened() })).toBeUndefined();
  });
});

describe('"it works and always answers so"', () => {
  const say = (known: Parameters<typeof lastError>[0]) =>
    applyMonitorAction(known, { kind: 'normal' }, NAME, NOW);
  const normalStatus = { status: 503, learnedFrom: 'person', actor: NAME, at: NOW.toISOString() };

  test('closes the open incident, and makes good looks of those with this answer', () => {
    const latest = opened();
    const history = [result('03:20:00.000', 500), result('03:30:00.000', 503)];
    const { outcome, message, change } = say({ monitor: monitor({ history }), latest });
    expect({ outcome, message }).toEqual({
      outcome: 'done',
      message: 'Noura says that it works and always answers HTTP 503.',
    });
    expect(change?.monitor).toEqual({
      normalStatus,
      history: [result('03:20:00.000', 500), result('03:30:00.000', 503, 'up')],
    });
    expect(change?.incident).toMatchObject({
      state: 'resolved',
      resolution: 'person',
      resolvedBy: NAME,
      normalStatus,
      version: latest.version + 1,
    });
    expect(change?.entry).toMatchObject({ kind: 'normal', actor: NAME, reason: 'HTTP 503' });
  });

  test('changes no incident that is over, and has no line where there never was one', () => {
    const over = say({ monitor: monitor(), latest: closed(opened()) });
    expect(over.outcome).toBe('done');
    expect(over.change).not.toHaveProperty('incident');
    expect(over.change?.entry).toMatchObject({ kind: 'normal' });
    const none = say({ monitor: monitor(), latest: undefined });
    expect(none.change).toEqual({ monitor: expect.objectContaining({ normalStatus }) });
  });

  test('is known already, or has no error to speak of', () => {
    const known = monitor({ normalStatus: { status: 503, learnedFrom: 'probes', at: NOW.toISOString() } });
    expect(say({ monitor: known, latest: undefined })).toEqual({
      outcome: 'already',
      message: 'HTTP 503 is known to be its normal answer; nothing changed.',
    });
    expect(say({ monitor: known, latest: opened() }).outcome).toBe('done');
    const other = monitor({ normalStatus: { status: 500, learnedFrom: 'probes', at: NOW.toISOString() } });
    expect(say({ monitor: other, latest: undefined }).outcome).toBe('done');
    expect(say({ monitor: undefined, latest: opened() })).toEqual({
      outcome: 'already',
      message: 'Our last probe was not answered with an error; nothing changed.',
    });
  });
});

describe('"stop the monitoring"', () => {
  const say = (known: Parameters<typeof lastError>[0]) =>
    applyMonitorAction(known, { kind: 'stop-monitoring' }, NAME, NOW);
  const ended = { why: 'stopped', at: NOW.toISOString(), actor: NAME };

  test('ends it, and closes the open incident as stopped', () => {
    const { outcome, message, change } = say({ monitor: monitor(), latest: opened() });
    expect({ outcome, message }).toEqual({
      outcome: 'done',
      message: 'Noura stopped the monitoring. It begins again once Flavours reports this endpoint.',
    });
    expect(change).toMatchObject({
      monitor: { ended },
      incident: { state: 'resolved', resolution: 'stopped', resolvedBy: NAME },
      entry: { kind: 'stopped', actor: NAME },
    });
    expect(change?.entry).not.toHaveProperty('reason');
  });

  test('leaves an incident that is over as it is, and needs none', () => {
    expect(say({ monitor: monitor(), latest: closed(opened()) }).change).not.toHaveProperty('incident');
    expect(say({ monitor: monitor(), latest: undefined }).change).toEqual({ monitor: { ended } });
  });

  test('is nothing where nothing is monitored, or where there is no endpoint', () => {
    const { monitored: _, ...stopped } = monitor();
    const not = { outcome: 'already', message: 'It is not monitored; nothing changed.' };
    expect(say({ monitor: stopped, latest: undefined })).toEqual(not);
    expect(say({ monitor: undefined, latest: closed(opened()) })).toEqual(not);
    expect(say({ monitor: stopped, latest: opened() }).outcome).toBe('done');
    const { endpoint: _endpoint, ...source } = opened();
    expect(say({ monitor: undefined, latest: source })).toEqual({
      outcome: 'already',
      message: 'Only endpoints are monitored; nothing changed.',
    });
  });
});

describe('"this is not its normal answer"', () => {
  const say = (known: Parameters<typeof lastError>[0]) =>
    applyMonitorAction(known, { kind: 'forget-normal' }, NAME, NOW);
  const known = monitor({ normalStatus: { status: 503, learnedFrom: 'probes', at: NOW.toISOString() } });

  test('takes it away, and remembers when', () => {
    const { outcome, message, change } = say({ monitor: known, latest: closed(opened()) });
    expect({ outcome, message }).toEqual({
      outcome: 'done',
      message: 'Noura took back that it always answers HTTP 503.',
    });
    expect(change?.monitor).toEqual({ normalStatus: null, normalForgottenAt: NOW.toISOString() });
    expect(change?.entry).toMatchObject({ kind: 'forgot-normal', reason: 'HTTP 503' });
    expect(say({ monitor: known, latest: undefined }).change).not.toHaveProperty('entry');
  });

  test('is nothing where none is known', () => {
    const none = { outcome: 'already', message: 'No answer is known to be normal; nothing changed.' };
    expect(say({ monitor: monitor(), latest: opened() })).toEqual(none);
    expect(say({ monitor: undefined, latest: undefined })).toEqual(none);
  });
});
