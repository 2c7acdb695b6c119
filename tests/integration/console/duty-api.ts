import { describe, expect, test } from '@jest/globals';
import { ApiCoverResult, ApiCovers, ApiDuty } from '../../../lib/domain/api/duty-schemas.ts';
import { apiTokenOf } from './api-token.ts';
import { type DutyDesk, has, hasNot } from './duty-desk.ts';

const HOUR_MS = 3_600_000;

/** What a program reads and changes of who is on duty: cases for the file that starts the desk. */
export const describeDutyApi = (desk: () => DutyDesk): void =>
  describe('the API', () => {
    const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
    const body = (over: object = {}) => ({
      covered: { person: has },
      by: 'huda',
      to: inMs(3 * HOUR_MS),
      reason: 'a wedding',
      actor: 'Sara',
      ...over,
    });

    test('tells who is on duty now and in a period, without a gap', async () => {
      const { status, json } = await desk().call('/duty');
      const { now, shifts, from, to } = ApiDuty.parse(json);
      expect(status).toBe(200);
      expect(now).toMatchObject([
        { level: 1, people: [{ person: has, isTurn: true }] },
        { level: 2, people: [{ person: 'huda', name: 'Huda', isTurn: false }] },
      ]);
      expect(now[0]?.until).toMatch(/T09:00:00.000\+03:00$/);
      expect(now[1]?.until).toBeUndefined();
      const first = shifts.filter(({ level }) => level === 1);
      expect(first[0]?.from).toBe(from);
      expect(first.at(-1)?.to).toBe(to);
      first.slice(1).forEach((shift, index) => {
        expect(shift.from).toBe(first[index]?.to);
      });
      expect(first[1]?.people[0]?.person).toBe(hasNot);
    });

    test('of a period takes at most 92 days, and says what is wrong', async () => {
      const of = async (query: string) => {
        const { status, json } = await desk().call(`/duty?${query}`);
        return { status, detail: status === 200 ? '' : String(Object(json).detail) };
      };
      expect(await of('from=2026-12-01T00:00:00Z&to=2027-03-03T00:00:00Z')).toEqual({
        status: 200,
        detail: '',
      });
      for (const query of [
        'from=2026-12-01T00:00:00Z&to=2027-03-03T00:00:00.001Z',
        'from=2026-12-01T00:00:00Z&to=2026-12-01T00:00:00Z',
        'from=2026-12-01',
        'from=9999-12-01T00:00:00Z',
        'days=3',
      ])
        expect({ query, ...(await of(query)) }).toMatchObject({ query, status: 400 });
    });

    test('agrees on a cover, tells it, and ends it, under the name of the token', async () => {
      const made = await desk().call('/covers', body());
      const { outcome, message, cover } = ApiCoverResult.parse(made.json);
      expect({ status: made.status, outcome }).toEqual({ status: 200, outcome: 'done' });
      expect(message).toContain('Huda covers');
      expect(cover).toMatchObject({ state: 'current', by: 'huda', createdBy: 'shift-bot (API), says Sara' });
      expect(await desk().onDutyNow()).toEqual(['huda']);
      const { now } = ApiDuty.parse((await desk().call('/duty')).json);
      expect(now[0]?.people[0]).toMatchObject({
        person: 'huda',
        instead: has,
      });
      expect(ApiCovers.parse((await desk().call('/covers')).json).items).toEqual([cover]);

      const ended = ApiCoverResult.parse(
        (await desk().call(`/covers/${cover.id}/end`, { actor: 'Omar' })).json,
      );
      expect(ended).toMatchObject({
        outcome: 'done',
        cover: { state: 'past', endedBy: 'shift-bot (API), says Omar' },
      });
      const again = ApiCoverResult.parse(
        (await desk().call(`/covers/${cover.id}/end`, { actor: 'Omar' })).json,
      );
      expect(again.outcome).toBe('already');
      expect((await desk().call('/covers/none/end', { actor: 'Omar' })).status).toBe(404);
    });

    test('takes the same request twice as one', async () => {
      const wanted = body({ from: inMs(HOUR_MS) });
      const [one, two] = [await desk().call('/covers', wanted), await desk().call('/covers', wanted)];
      expect([ApiCoverResult.parse(one.json).outcome, ApiCoverResult.parse(two.json).outcome]).toEqual([
        'done',
        'already',
      ]);
      expect(await desk().stored()).toHaveLength(1);
    });

    test('refuses what the team or the clock is against with 409 and the field, and what is no request with 400', async () => {
      const refused = async (over: object) => {
        const { status, json } = await desk().call('/covers', body(over));
        return `${status} ${String(Object(json).detail).split(':')[0]}`;
      };
      expect(await refused({ by: 'nobody' })).toBe('409 by');
      expect(await refused({ covered: { level: 2 } })).toBe('409 covered');
      expect(await refused({ from: inMs(-HOUR_MS) })).toBe('409 from');
      expect(await refused({ to: inMs(-HOUR_MS) })).toBe('409 to');
      expect(await refused({ to: 'tomorrow' })).toBe('400 to');
      expect(await refused({ covered: {} })).toBe('400 covered');
      expect(await refused({ reason: '' })).toBe('400 reason');
      expect(await refused({ more: 1 })).toBe('400 more');
      await desk().call('/covers', body());
      expect(await refused({ from: inMs(HOUR_MS), to: inMs(2 * HOUR_MS) })).toBe('409 from');
    });

    test('lets nobody agree on or end a cover who may only read', async () => {
      const reader = await apiTokenOf(desk().stack, 'read');
      expect((await desk().call('/covers', body(), reader)).status).toBe(403);
      expect((await desk().call('/covers/x/end', { actor: 'x' }, reader)).status).toBe(403);
      expect((await desk().call('/covers', undefined, reader)).status).toBe(200);
    });
  });
