import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { type IncidentEvent, transition } from '../../../../lib/domain/incidents/transition.ts';
import type { ProbeResult } from '../../../../lib/domain/probing/probe-result.ts';
import { provenProbe } from '../../../../lib/domain/probing/proven-probe.ts';
import { at, opened } from '../../examples.ts';
import { probed } from '../../messages/fixtures.ts';

const iso = (time: string): string => at(time).toISOString();
const probe = (status: number, time: string, expectedStatus?: number): IncidentEvent => ({
  kind: 'probed',
  ...provenProbe(probed(status, { at: iso(time) }), expectedStatus, undefined),
});
const stepped = (incident: Incident, ...happenings: IncidentEvent[]): Incident =>
  happenings.reduce((state, event) => transition(state, event, at('03:30:00.000')), incident);

describe('probed', () => {
  test('the latest look by its start stays, however late another one comes in', () => {
    const late = stepped(opened(), probe(200, '03:02:00.000'), probe(404, '03:01:00.000'));
    expect(late.probe).toMatchObject({ at: iso('03:02:00.000'), answer: { status: 200 } });
    const same = stepped(opened(), probe(200, '03:02:00.000'), probe(404, '03:02:00.000'));
    expect(same.probe).toMatchObject({ answer: { status: 404 } });
    expect(late.version).toBe(opened().version + 2);
  });

  test('a failure stays known, the latest by its start', () => {
    expect(stepped(opened(), probe(200, '03:01:00.000'))).not.toHaveProperty('probeFailedAt');
    expect(stepped(opened(), probe(404, '03:01:00.000'))).not.toHaveProperty('probeFailedAt');
    const failed = stepped(opened(), probe(503, '03:02:00.000'));
    expect(failed.probeFailedAt).toBe(iso('03:02:00.000'));
    expect(stepped(failed, probe(200, '03:03:00.000')).probeFailedAt).toBe(iso('03:02:00.000'));
    expect(stepped(failed, probe(503, '03:01:00.000')).probeFailedAt).toBe(iso('03:02:00.000'));
    expect(stepped(failed, probe(503, '03:03:00.000')).probeFailedAt).toBe(iso('03:03:00.000'));
  });

  test('where a status is expected, another one is a failure', () => {
    expect(stepped(opened(), probe(404, '03:02:00.000', 404))).not.toHaveProperty('probeFailedAt');
    expect(stepped(opened(), probe(200, '03:02:00.000', 404)).probeFailedAt).toBe(iso('03:02:00.000'));
  });
});

describe('the normal status', () => {
  const normalStatus = {
    status: 503,
    learnedFrom: 'person',
    actor: 'Sara',
    at: iso('03:10:00.000'),
  } as const;
  const down = (time: string, status: number): ProbeResult => ({
    at: iso(time),
    ms: 90,
    kind: 'down',
    status,
  });
  const up = (time: string): ProbeResult => ({ at: iso(time), ms: 90, kind: 'up' });
  const taught = (incident: Incident, ...history: ProbeResult[]): Incident =>
    transition(incident, { kind: 'taught', normalStatus, history }, at('03:30:00.000'));

  test('is what was known at the last probe', () => {
    const known: IncidentEvent = {
      kind: 'probed',
      ...provenProbe(probed(503, { at: iso('03:02:00.000') }), undefined, normalStatus),
    };
    const incident = stepped(opened(), known);
    expect(incident).toEqual({
      ...opened(),
      normalStatus,
      probe: probed(503, { at: iso('03:02:00.000') }),
      version: opened().version + 1,
    });
    expect(stepped(incident, probe(200, '03:03:00.000'))).not.toHaveProperty('normalStatus');
    expect(stepped(opened(), probe(200, '03:03:00.000'))).not.toHaveProperty('normalStatus');
  });

  test('that a person teaches takes back the failures that it was', () => {
    const failed = stepped(opened(), probe(503, '03:02:00.000'));
    const { probeFailedAt, ...rest } = failed;
    expect(probeFailedAt).toBe(iso('03:02:00.000'));
    const after = taught(failed, down('03:01:00.000', 503), down('03:02:00.000', 503));
    expect(after).toEqual({ ...rest, normalStatus, version: failed.version + 1 });
    expect(after).not.toHaveProperty('probeFailedAt');
  });

  test('leaves the last other failure since the opening', () => {
    const failed = stepped(opened(), probe(503, '03:02:00.000'));
    const other = taught(
      failed,
      down('03:00:30.000', 500),
      down('03:01:00.000', 500),
      down('03:02:00.000', 503),
      up('03:03:00.000'),
    );
    expect(other.probeFailedAt).toBe(iso('03:01:00.000'));
    expect(taught(failed, down('03:00:00.000', 500)).probeFailedAt).toBe(iso('03:00:00.000'));
    expect(taught(failed, down('02:59:59.999', 500), up('03:01:00.000'))).not.toHaveProperty('probeFailedAt');
  });

  test('is learned of nothing that is over', () => {
    const over = transition(opened(), { kind: 'resolved', actor: 'Sara' }, at('03:20:00.000'));
    expect(taught(over, down('03:01:00.000', 500))).toBe(over);
  });
});

describe('checked', () => {
  const good = (time: string): ProbeResult => ({ at: iso(time), ms: 90, kind: 'up' });
  const failed = stepped(opened(), probe(503, '03:01:00.000'));
  const checked = (others: Incident[] = [], pace?: number): IncidentEvent => ({
    kind: 'checked',
    history: [good('03:02:00.000'), good('03:03:00.000')],
    others,
    pace,
  });

  test('probes that prove its end resolve it, with the window to fetch again', () => {
    const now = at('03:06:00.000');
    expect(transition(failed, checked(), now)).toEqual({
      ...failed,
      state: 'resolved',
      resolvedAt: now.toISOString(),
      resolution: 'probes',
      lossWindow: {
        from: iso('02:58:00.000'),
        fromReason: 'before-first-notification',
        to: iso('03:02:00.000'),
        toReason: 'first-good-probe',
      },
      version: failed.version + 1,
    });
  });

  test('what proves nothing changes nothing', () => {
    expect(transition(failed, checked(), at('03:05:59.999'))).toBe(failed);
    expect(transition(opened(), checked(), at('04:00:00.000'))).toEqual(opened());
  });

  test('a flapping endpoint waits longer, a demo less', () => {
    const another = { ...opened(), number: 2, openedAt: iso('02:00:00.000') };
    expect(transition(failed, checked([another]), at('03:10:59.999'))).toBe(failed);
    expect(transition(failed, checked([another]), at('03:11:00.000')).state).toBe('resolved');
    expect(transition(failed, checked([], 0.5), at('03:03:30.000')).state).toBe('resolved');
  });
});
