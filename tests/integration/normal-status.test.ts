import { describe, expect } from '@jest/globals';
import { thorough } from '../thorough.ts';
import { inSharedTime, type Story } from './shared-time.ts';
import { startSimulation } from './simulation.ts';

const MINUTE_MS = 60_000;
/** How time passes where hours do. */
const STEP_MINUTES = thorough(10, 5);

/** Flavours reports a time-out, and a person says that the endpoint works and always answers so. */
const learned = async (story: Story): Promise<void> => {
  await timedOut(story);
  await story.wait(2);
  expect((await story.performAction({ kind: 'normal' })).outcome).toBe('done');
};
const timedOut = ({ world, endpoint }: Story): Promise<void> =>
  world.notified(endpoint, 0, 'cURL error 28: timed out');

describe('an endpoint that answers every GET with 503', () => {
  inSharedTime(
    { start: () => startSimulation() },
    {
      'is no certain outage where Flavours reports something else': async (story) => {
        await timedOut(story);
        expect(story.lastMail()).toContain(
          'a bare GET, got 503: a second fault, or what it answers to every GET.',
        );
        expect(story.lastMail()).not.toContain('got 503 too');
        await story.performAction({ kind: 'stop-monitoring' });
      },

      'is a certain one where Flavours reports the same status': async (story) => {
        await story.world.notified(story.endpoint, 503);
        expect(story.lastMail()).toContain('Our own probe got 503 too.');
        await story.performAction({ kind: 'stop-monitoring' });
      },

      'who closes it is not woken again by our probes': async (story) => {
        await timedOut(story);
        await story.wait(3);
        await story.performAction({ kind: 'resolve' });
        await story.wait(3);
        const sent = story.emails().length + story.smses().length;
        await story.wait(60);
        expect(await story.incidents()).toHaveLength(1);
        expect(story.emails().length + story.smses().length).toBe(sent);
      },

      'a person says that it works and always answers so: recorded, shown, and no witness from then on':
        async (story) => {
          const { world, endpoint, lastMail } = story;
          await learned(story);
          expect(await story.incidents()).toMatchObject([
            {
              state: 'resolved',
              resolution: 'person',
              resolvedBy: 'Noura',
              normalStatus: { status: 503, actor: 'Noura' },
            },
          ]);
          expect(await story.monitor()).toMatchObject({
            normalStatus: { status: 503, learnedFrom: 'person', actor: 'Noura' },
          });
          const { incidentId } = await story.latest();
          expect(await world.world.scan('timeline')).toContainEqual(
            expect.objectContaining({ incidentId, kind: 'normal', actor: 'Noura', reason: 'HTTP 503' }),
          );
          await story.wait(2);
          expect(lastMail()).toContain('It works, and always answers our probes with HTTP 503.');
          await story.wait(30);
          expect(await story.incidents()).toHaveLength(1);

          await world.notified(endpoint, 503);
          expect(lastMail()).toContain('the server is up and answers 503, as it always does (says Noura)');
          expect(lastMail()).not.toContain('got 503 too');
          expect(await story.latest()).not.toHaveProperty('probeFailedAt');
          await story.wait(30);
          expect(await story.latest()).toMatchObject({ state: 'open' }); // no good probe of ours ends it either
        },

      'it is undone when the endpoint answers otherwise; then the same error is an outage': async (story) => {
        await learned(story);
        story.answers(200);
        await story.wait(10);
        expect(await story.monitor()).not.toHaveProperty('normalStatus');
        story.answers(503);
        await story.wait(20);
        expect(await story.latest()).toMatchObject({ state: 'open', count: 0, cause: 'unavailable' });
      },

      'another error than the normal one is an outage, and the normal one its end': async (story) => {
        await learned(story);
        await story.wait(10);
        story.answers(500);
        await story.wait(20);
        expect(await story.latest()).toMatchObject({ state: 'open', count: 0, cause: 'crashed' });
        story.answers(503);
        await story.wait(10);
        expect(await story.latest()).toMatchObject({ state: 'resolved', resolution: 'probes' });
      },
    },
  );
});

describe('an endpoint that answers every GET with 503, for hours', () => {
  const minutes = (story: Story, count: number) => story.wait(count / STEP_MINUTES);

  inSharedTime(
    { start: () => startSimulation(), stepMs: STEP_MINUTES * MINUTE_MS },
    {
      'a person takes it back: it is a failure again, and is not learned from the same answers': async (
        story,
      ) => {
        await learned(story);
        expect((await story.performAction({ kind: 'forget-normal' }, 'Huda')).outcome).toBe('done');
        expect(await story.monitor()).not.toHaveProperty('normalStatus');
        await minutes(story, 500);
        expect(await story.monitor()).not.toHaveProperty('normalStatus');
      },

      'our probes learn it in six hours in which Flavours reports nothing, and quiet closes the incident':
        async (story) => {
          await timedOut(story);
          await minutes(story, 350);
          expect(await story.monitor()).not.toHaveProperty('normalStatus');
          await minutes(story, 30);
          expect(await story.monitor()).toMatchObject({
            normalStatus: { status: 503, learnedFrom: 'probes' },
          });
          expect(await story.incidents()).toMatchObject([{ state: 'resolved', resolution: 'quiet' }]);
        },

      'they do not learn it while Flavours goes on reporting, nor where it answered otherwise before': async (
        story,
      ) => {
        await timedOut(story);
        for (let hour = 0; hour < 8; hour += 1) {
          await minutes(story, 60);
          await timedOut(story);
        }
        expect(await story.monitor()).not.toHaveProperty('normalStatus');
        story.answers(200);
        await story.wait(1);
        story.answers(503);
        await minutes(story, 500);
        expect(await story.monitor()).not.toHaveProperty('normalStatus');
      },
    },
  );
});

describe('expectedStatus in oncall.yml', () => {
  const matched =
    (expected: number) =>
    async (story: Story): Promise<void> => {
      story.answers(expected);
      await story.wait(10);
      expect(await story.incidents()).toEqual([]);
      story.answers(expected === 500 ? 503 : 500);
      await story.wait(12);
      expect(await story.incidents()).toMatchObject([{ state: 'open', count: 0 }]);
      story.answers(expected);
      await story.wait(10);
      expect(await story.incidents()).toMatchObject([{ state: 'resolved', resolution: 'probes' }]);
    };
  const EXPECTED = [500, 503, 599, 204];

  inSharedTime(
    {
      start: (servers) =>
        startSimulation(
          servers.map((url, index) => ({
            url: `${url}/webhooks/orders`,
            expectedStatus: EXPECTED[index] ?? 200,
          })),
        ),
    },
    {
      ...Object.fromEntries(
        EXPECTED.map((status) => [`${status} is matched by that answer, and by no other`, matched(status)]),
      ),
      'a person who closes what still fails is contradicted once, and then not again': async (story) => {
        await story.wait(8);
        await story.performAction({ kind: 'resolve' });
        await story.wait(20);
        expect(await story.incidents()).toMatchObject([
          { resolution: 'person' },
          { state: 'open', reopenedFrom: 1 },
        ]);
        expect(story.lastMail()).toContain('Incident 1 was closed by hand, but our own probe still fails');
        await story.performAction({ kind: 'resolve' });
        await story.wait(60);
        expect(await story.incidents()).toHaveLength(2);
        story.answers(200);
        await story.wait(10);
        story.answers(503);
        await story.wait(20);
        expect(await story.incidents()).toMatchObject([{}, {}, { state: 'open', number: 3 }]); // it had worked in between
      },
    },
  );
});
