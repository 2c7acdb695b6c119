import { describe, expect, test } from '@jest/globals';
import { putIncidentSet } from '../../../lib/adapters/dynamodb/incident-sets.ts';
import { setLinkId } from '../../../lib/domain/incidents/incident-set.ts';
import { indexOf, intercepted } from '../intercepted.ts';
import { BEGAN, failing, taken } from './many-open.ts';
import {
  another,
  first,
  hidden,
  idsOf,
  inManyOpen,
  LOST,
  many,
  OPEN,
  second,
  third,
} from './many-open-world.ts';

/* How long a count serves home, and for whom. */

const { world, here, counted } = inManyOpen();

const SET = '01KAZ3B2V0XKQ8X2Q3M4N5P6R7';

test('it ends after 30 seconds, or with a clock that goes back', async () => {
  await counted();
  await world().put(...hidden.map(taken));
  here().wait(19_999);
  expect(await here().home()).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.` });
  here().wait(1);
  const later = `${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`;
  const at = new Date(BEGAN + 30_000).toISOString();
  expect(await here().home()).toMatchObject({ totals: later, counted: [at, at.slice(11, 19)] });
  await world().put(...another.map(taken));
  here().wait(-1);
  expect(await here().home()).toMatchObject({
    totals: `${LOST} lost: ${OPEN - 2} need somebody, 2 acknowledged.`,
  });
});

test('it ends where so much was acknowledged that others may be more urgent', async () => {
  await counted();
  await world().put(...many.slice(0, 24).map(taken));
  expect(await here().home()).toMatchObject({
    counted: [new Date(BEGAN).toISOString(), expect.anything()],
    ids: idsOf(many.slice(24, 36)),
  });
  await world().put(...many.slice(24, 30).map(taken));
  expect(await here().home()).toMatchObject({
    counted: [new Date(BEGAN + 10_000).toISOString(), expect.anything()],
    ids: idsOf(many.slice(30, 42)),
  });
});

test.each([
  ['it serves although over a hundred have opened', 120, 0],
  ['it ends where hundreds have opened', 400, 10_000],
])('%s', async (_, number, since) => {
  await counted();
  await world().put(
    ...Array.from({ length: number }, (__, index) => failing(`n${index}.example/menu`, 0, 1)),
  );
  expect(await here().home()).toMatchObject({
    headline: `${OPEN + number} webhooks are failing at once`,
    totals: `${LOST + number} lost: Nobody has acknowledged yet.`,
    counted: [new Date(BEGAN + since).toISOString(), expect.anything()],
  });
});

describe('a count is forgotten', () => {
  test('with an act on home: all who were chosen are off the list and out of the number', async () => {
    await counted();
    await world().put(...hidden.map(taken));
    world().changing(...first);
    expect((await here().act(first)).status).toBe(303);
    expect(await here().home()).toMatchObject({
      totals: `${LOST} lost: ${OPEN - 13} need somebody, 13 acknowledged.`,
      ids: idsOf(second),
    });
  });

  test.each([
    ['one', hidden, idsOf(hidden)[0] ?? ''],
    ['a set', another, setLinkId(SET)],
  ])('with an act by a link of a mail to %s', async (_, those, named) => {
    await counted();
    const set = { incidentIds: idsOf(those), at: new Date(BEGAN), until: new Date(BEGAN + 60_000) };
    await putIncidentSet(here().run.store, SET, set);
    world().changing(...those);
    expect((await here().follow(named)).status).toBe(200);
    expect((await here().home()).totals).toBe(`${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`);
  });

  test('with an act whose answer is lost', async () => {
    await counted();
    const { store } = here().run;
    const { client } = store;
    world().changing(...third);
    store.client = intercepted(client, async (command, next) => {
      const answer = await next();
      if (command.constructor.name === 'UpdateItemCommand') throw new Error('lost');
      return answer;
    });
    const { status } = await here().act(third);
    store.client = client;
    expect(status).toBe(500);
    expect((await here().home()).totals).toBe(`${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`);
  });

  test('even while it is being made', async () => {
    const { store } = here().run;
    const { client } = store;
    store.client = intercepted(client, async (command, next) => {
      const answer = await next();
      if (indexOf(command) === 'summary') await here().act(hidden);
      return answer;
    });
    world().changing(...hidden);
    expect(await here().home()).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.` });
    store.client = client;
    expect(await here().home()).toMatchObject({
      totals: `${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`,
    });
  });
});

test('of two requests at once each counts, and the next takes what they counted', async () => {
  world().askedFor('');
  const pages = await Promise.all([here().home(), here().home()]);
  expect(pages[0]).toEqual(pages[1]);
  expect(world().askedFor('BatchGetItem')).toBe(2 * 11);
  expect(await here().home()).toEqual(pages[0]);
  expect(world().askedFor('BatchGetItem')).toBe(2);
});

test('of two counts the later one stays, whichever ends first', async () => {
  const { store } = here().run;
  const { client } = store;
  store.client = intercepted(client, async (command, next) => {
    const answer = await next();
    if (indexOf(command) !== 'summary') return answer;
    store.client = client;
    here().wait(5000);
    await here().home();
    return answer;
  });
  await here().home();
  expect((await here().home()).counted?.[0]).toBe(new Date(BEGAN + 5000).toISOString());
});

test('one from a clock that was ahead gives way to the next', async () => {
  here().wait(3_600_000);
  await here().home();
  here().wait(-3_600_000);
  await counted();
  await world().put(...hidden.map(taken));
  expect(await here().home()).toMatchObject({
    totals: `${LOST} lost: Nobody has acknowledged yet.`,
    counted: [new Date(BEGAN).toISOString(), expect.anything()],
  });
});

test('another process counts for itself', async () => {
  await counted();
  await world().put(...hidden.map(taken));
  expect(await here().home()).toMatchObject({ totals: `${LOST} lost: Nobody has acknowledged yet.` });
  expect(await world().process().home()).toMatchObject({
    totals: `${LOST} lost: ${OPEN - 1} need somebody, 1 acknowledged.`,
  });
});

test('a thousand are counted at each request', async () => {
  await world().remove(...many.slice(-10));
  const page = await here().home();
  expect(page).toMatchObject({ headline: '1000 webhooks are failing at once', counted: undefined });
  await world().put(...hidden.map(taken));
  expect((await here().home()).totals).toMatch(/: 999 need somebody, 1 acknowledged\.$/);
});
