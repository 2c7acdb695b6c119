import { expect, test } from '@jest/globals';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { BEGAN, failing, taken } from './many-open.ts';
import { first, idsOf, inManyOpen, LOST, OPEN, second } from './many-open-world.ts';

/* What home shows while a count serves. What happens meanwhile is written as by any other process. */

const { world, here, counted } = inManyOpen();

test('home asks for the most urgent and the newest alone, says when it counted, and is the same to the letter', async () => {
  world().askedFor('');
  const page = await here().home();
  expect(world().askedFor('BatchGetItem')).toBe(10 + 1); // the silences of a thousand, and the most urgent whole
  const at = new Date(BEGAN).toISOString();
  expect(page).toMatchObject({
    headline: `${OPEN} webhooks are failing at once`,
    totals: `${LOST} lost: Nobody has acknowledged yet.`,
    counted: [at, at.slice(11, 19)],
    ids: idsOf(first),
  });
  here().wait(29_999);
  expect(await here().home()).toEqual(page);
  expect(world().askedFor('BatchGetItem')).toBe(2);
  expect(await here().home({ 'if-none-match': page.etag })).toMatchObject({ status: 304, html: '' });
});

test('what opened a second ago is on top', async () => {
  await counted();
  const opened = failing('urgent.example/orders', 0, 1);
  await world().put(opened);
  expect(await here().home()).toMatchObject({
    headline: `${OPEN + 1} webhooks are failing at once`,
    totals: `${LOST + 1} lost: Nobody has acknowledged yet.`,
    ids: [opened.incidentId, ...idsOf(first).slice(0, 11)],
    counted: [new Date(BEGAN).toISOString(), expect.anything()],
  });
});

test('what opened on a silenced endpoint is not, and needs nobody', async () => {
  await counted();
  const opened = failing('urgent.example/orders', 0, 1);
  await world().silence(opened);
  await world().put(opened);
  expect(await here().home()).toMatchObject({
    totals: `${LOST + 1} lost: ${OPEN} need somebody, 1 silenced or in maintenance.`,
    ids: idsOf(first),
  });
});

test('what reached the index only after the count, though others had opened since, is on top', async () => {
  await counted();
  const late = failing('late.example/orders', 150, 1);
  await world().put(late);
  expect((await here().home()).ids[0]).toBe(late.incidentId);
});

test('one that gets worse is in its place, with what it has lost', async () => {
  await counted();
  const [one] = second;
  if (!one) throw new Error('there are not enough');
  await world().put({ ...one, count: one.count + 5000 });
  expect(await here().home()).toMatchObject({
    totals: `${LOST + 5000} lost: Nobody has acknowledged yet.`,
    ids: [one.incidentId, ...idsOf(first).slice(0, 11)],
  });
});

test('what others acknowledge, silence or resolve moves at once, and the totals with it', async () => {
  await counted();
  const [a, b, c] = first;
  if (!a || !b || !c) throw new Error('there are not enough');
  await world().silence(b);
  const over: Incident = { ...c, state: 'resolved', resolvedAt: new Date(BEGAN).toISOString() };
  await world().put(taken(a), b, over);
  const page = await here().home();
  expect(page).toMatchObject({
    headline: `${OPEN - 1} webhooks are failing at once`,
    totals: `${LOST - c.count} lost: ${OPEN - 3} need somebody, 1 acknowledged, 1 silenced or in maintenance.`,
    ids: idsOf([...first.slice(3), ...second.slice(0, 3)]),
  });
  const recently = page.html.slice(page.html.indexOf('<h2 id="recent">'));
  expect(recently.split(`/console/incidents/${c.incidentId}"`)).toHaveLength(2);
  await world().put({ ...over, listName: over.openedAt.slice(0, 7) });
  const archived = await here().home();
  expect(archived.html.split(`/console/incidents/${c.incidentId}"`)).toHaveLength(2);
});

test('a test alert is shown, and counted nowhere', async () => {
  await counted();
  const sources = { 'test-alert': 1 };
  await world().put(failing('test-alert.invalid/', 0, 1, { sources }));
  const page = await here().home();
  expect(page).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.`, ids: idsOf(first) });
  expect(page.html).toContain('<h2 id="tests">');
});

test('one that cannot be read is said to be missing, each time', async () => {
  const [one] = first;
  if (!one) throw new Error('there are not enough');
  await world().put({ ...one, openedAt: 'never' });
  const page = await counted();
  expect(page.html).toContain('1 of the incidents could not be read');
  expect(await here().home()).toEqual(page);
});
