import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import { ApiIncident, ApiTimeline } from '../../../lib/domain/api/schemas.ts';
import type { Cover } from '../../../lib/domain/oncall/cover.ts';
import { localField } from '../../../lib/domain/oncall/local-moment.ts';
import { incidentOf, putAll, sentEntry } from '../../browser/world.ts';
import { describeDutyApi } from './duty-api.ts';
import { type DutyDesk, field, has, hasNot, startDutyDesk, ZONE } from './duty-desk.ts';
import { describeStoredCovers } from './stored-covers.ts';

const HOUR_MS = 3_600_000;

// One stack serves all: what only programs see, and what is stored, are cases of their own modules.
let desk: DutyDesk;
beforeAll(async () => {
  desk = await startDutyDesk();
});
afterAll(() => desk?.stop());
beforeEach(() => desk.forgetCovers());

describe('taking over', () => {
  test('makes somebody on duty at once, by one button, and says so', async () => {
    const { text } = await desk.follow('/console/duty/take-over', { by: hasNot, level: '1', until: '2h' });
    expect(text).toMatch(/covers whoever has the turn at level 1 from .* to /);
    expect(await desk.onDutyNow()).toEqual([hasNot]);
    expect(await desk.onDutyNow(Date.now() + 2 * HOUR_MS)).toEqual([has]);
    const [cover] = await desk.stored();
    expect(cover).toMatchObject({ covered: { level: 1 }, reason: 'took over' });
    expect(cover?.createdBy.toLowerCase()).toBe(hasNot);
  });

  test('pressed twice is one cover', async () => {
    const form = { by: hasNot, level: '1', until: '2h' };
    await desk.follow('/console/duty/take-over', form);
    const { text } = await desk.follow('/console/duty/take-over', form);
    expect(text).toContain('It was recorded before.');
    expect(await desk.stored()).toHaveLength(1);
  });

  test('pressed by two at once is one cover, and the other hears whose', async () => {
    const [first, second] = await Promise.all(
      ['huda', hasNot].map((by) =>
        desk.sara.post('/console/duty/take-over', { by, level: '1', until: '2h' }),
      ),
    );
    expect([first?.status, second?.status].toSorted()).toEqual([303, 409]);
    expect(await desk.stored()).toHaveLength(1);
    expect(await desk.onDutyNow()).not.toEqual([has]);
  });

  test.each([
    [{ by: '', level: '1', until: '2h' }, 'Choose who stands in.'],
    [{ by: 'nobody', level: '1', until: '2h' }, 'under people in oncall.yml'],
    [{ by: 'huda', level: '2', until: '2h' }, 'Choose a level at which people take turns.'],
    [{ by: 'huda', level: '1', until: 'ever' }, 'Choose until when.'],
  ])('is refused with %j', async (form, words) => {
    const { status, text } = await desk.follow('/console/duty/take-over', form);
    expect({ isRefused: status >= 400 && status < 500, says: text.includes(words) }).toEqual({
      isRefused: true,
      says: true,
    });
    expect(await desk.stored()).toEqual([]);
  });

  test('by whoever has the turn anyway is answered so', async () => {
    const { status, text } = await desk.follow('/console/duty/take-over', {
      by: has,
      level: '1',
      until: 'turn',
    });
    expect(status).toBe(409);
    expect(text).toContain('has the turn in all of that time anyway');
  });
});

describe('a cover', () => {
  const planned = async (over: Record<string, string> = {}) => {
    return desk.follow('/console/duty/covers', {
      by: 'huda',
      covered: has,
      from: field(HOUR_MS),
      to: field(3 * HOUR_MS),
      reason: 'a wedding',
      actor: 'Sara',
      ...over,
    });
  };

  test('is agreed on by local times, shown with who, when and why, and ended by its button', async () => {
    const agreed = await planned();
    expect(agreed.text).toMatch(/Huda covers \w+ from/);
    expect(agreed.text).toContain('has no telephone number in oncall.yml');
    const [cover] = await desk.stored();
    expect(cover).toMatchObject({
      covered: { person: has },
      by: 'huda',
      reason: 'a wedding',
      createdBy: 'Sara',
    });
    expect(localField(Date.parse(cover?.from ?? ''), ZONE)).toBe(field(HOUR_MS));

    const page = (await desk.sara.get('/console/duty')).text;
    expect(page).toMatch(/Huda instead of/);
    expect(page).toContain('a wedding');
    const ended = await desk.follow(`/console/duty/covers/${cover?.id}/end`, { actor: 'Omar' });
    expect(ended.text).toContain('It is cancelled: Huda covers');
    expect(await desk.stored()).toMatchObject([{ endedBy: 'Omar' }]);
    const again = await desk.follow(`/console/duty/covers/${cover?.id}/end`, { actor: 'Omar' });
    expect(again.text).toContain('It was over before:');
    expect((await desk.sara.post('/console/duty/covers/none/end')).status).toBe(404);
  });

  test('by or for somebody who has left oncall.yml changes nothing, is listed, and can be ended', async () => {
    const gone: Cover = {
      id: 'gone',
      covered: { person: has },
      by: 'layla',
      from: new Date(Date.now() - HOUR_MS).toISOString(),
      to: new Date(Date.now() + HOUR_MS).toISOString(),
      reason: 'a wedding',
      createdBy: 'Layla',
      createdAt: new Date(Date.now() - HOUR_MS).toISOString(),
    };
    const left = { ...gone, id: 'left', covered: { person: 'layla' }, by: 'huda' };
    await putCovers(desk.store, [gone, left], (await readCovers(desk.store)).revision);
    expect(await desk.onDutyNow()).toEqual([has]);
    const page = (await desk.sara.get('/console/duty')).text;
    expect(page).toContain('layla covers');
    expect(page).toContain('Huda covers layla');
    expect((await desk.call('/duty')).status).toBe(200);
    for (const id of ['gone', 'left'])
      expect((await desk.follow(`/console/duty/covers/${id}/end`, { actor: 'Omar' })).text).toContain(
        'It has ended now',
      );
    expect((await desk.stored()).every(({ endedBy }) => endedBy === 'Omar')).toBe(true);
  });

  test('that overlaps is answered with who covers, from when to when; what was typed stays', async () => {
    await planned();
    const { status, text } = await planned({ by: 'huda', reason: 'another wedding', to: field(4 * HOUR_MS) });
    expect(status).toBe(409);
    expect(text).toMatch(/Huda covers \w+ from .* already, as Sara has recorded. End that cover first/);
    expect(text).toContain('value="another wedding"');
    expect(await desk.stored()).toHaveLength(1);
  });

  test.each([
    [{ from: field(-2 * HOUR_MS) }, 'The beginning is in the past'],
    [{ to: field(HOUR_MS) }, 'The end has to be after the beginning.'],
    [{ to: field(40 * 24 * HOUR_MS) }, 'at most 31 days'],
    [{ from: '2026-02-31T09:00' }, 'Give the day and the time of the beginning.'],
    [{ to: 'x'.repeat(3000) }, 'Give the day and the time of the end.'],
    [{ reason: ' ' }, 'Say why'],
    [{ actor: 'bot (API)' }, 'Type your name'],
    [{ covered: 'level 2' }, 'nobody takes turns'],
    [{ covered: '__proto__' }, 'Choose who is covered.'],
  ])('is refused with %j', async (over, words) => {
    const { status, text } = await planned(over);
    expect({ isRefused: status >= 400 && status < 500, says: text.includes(words) }).toEqual({
      isRefused: true,
      says: true,
    });
    expect(await desk.stored()).toEqual([]);
  });
});

describeStoredCovers(() => desk);
describeDutyApi(() => desk);

test('home and an incident say who is on duty until when, and who then', async () => {
  const [name, next] = has === 'sara' ? ['Sara', 'Omar'] : ['Omar', 'Sara'];
  const words = new RegExp(`${name} until \\w+ \\d+ \\w+ 09:00, then ${next}; level 2: Huda`);
  expect((await desk.sara.get('/console')).text).toMatch(words);
  const { client } = desk.store;
  const incident = incidentOf({ endpoint: 'https://duty.example/hooks/orders', since: 12 });
  const email = { ...incident.lastSent?.email, alerted: [has, 'huda'] };
  await putAll(client, 'incidents', [{ ...incident, lastSent: { revision: 1, email, sms: email } }]);
  await putAll(client, 'timeline', [
    { ...sentEntry(incident, 12, 'opened', ['email', 'sms'], 'it fails'), people: [has, 'huda'] },
    { ...sentEntry(incident, 5, 'handover', ['email'], 'came on duty'), people: ['huda'] },
  ]);
  const page = (await desk.sara.get(`/console/incidents/${incident.incidentId}`)).text;
  expect(page).toMatch(words);
  expect(page).toContain(`${name} by email and SMS, Huda by email`);
  expect(page).toMatch(new RegExp(`by email and SMS to level.1: ${name}, Huda by email`));
  expect(page).toMatch(/handover<\/strong> to Huda by email/);
  expect(page).toMatch(/Level 2 \(Huda\) is/);
  const { json } = await desk.call(`/incidents/${incident.incidentId}`);
  expect(ApiIncident.parse(json)).toMatchObject({ onDuty: [has], alerted: [has, 'huda'] });
  const { items } = ApiTimeline.parse((await desk.call(`/incidents/${incident.incidentId}/timeline`)).json);
  expect(items.map(({ people }) => people)).toEqual([['huda'], [has, 'huda']]);
});
