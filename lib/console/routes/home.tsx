import * as z from 'zod';
import { readList } from '../../adapters/dynamodb/list-incidents.ts';
import { readMissingSubscribers } from '../../adapters/dynamodb/missing-subscribers.ts';
import { firstMonitoredKeys } from '../../adapters/dynamodb/monitored-keys.ts';
import { readMonitors } from '../../adapters/dynamodb/monitors.ts';
import { readSelfTest } from '../../adapters/dynamodb/self-test-record.ts';
import { isMonitorAction } from '../../domain/incidents/action.ts';
import { actOnMany } from '../../use-cases/incidents/act-on-many.ts';
import { type Home, HomePage, SHOWN } from '../pages/home-page.tsx';
import type { Ctx } from '../request/context.ts';
import { lastOutcome, showOutcome } from '../request/last-outcome.ts';
import { invalidItem } from '../request/log-invalid-item.ts';
import { openIncidents } from '../request/open-incidents.ts';
import { readForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { summaryOfMany } from '../view/acted-on-many.ts';
import { selfTestTrouble } from '../view/self-test-words.ts';
import { byEnd } from '../view/standing.ts';
import { typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';

const RECENT = 8;
/** One read of states; in a storm the endpoints of what is listed come first anyway, and some may not be monitored. */
const MONITORS_READ = 100;
const READ_IN_A_STORM = 2 * SHOWN;

export const homePage = (context: Ctx) => {
  const message = lastOutcome(context);
  return show(context, message ? { message } : {});
};

/** What is open in its short form, what was over this month, what is monitored: side by side, and the worst of it whole. */
const show = async (context: Ctx, more: Pick<Home, 'message' | 'typed'>) => {
  const { run } = context.env;
  const view = viewOf(run);
  const month = new Date(view.now).toISOString().slice(0, 'YYYY-MM'.length);
  const [open, over, monitored, selfTest, missing] = await Promise.all([
    openIncidents(run.store, { worst: SHOWN, over: RECENT }, view),
    readList(run.store, month, { limit: RECENT }),
    firstMonitoredKeys(run.store, MONITORS_READ),
    readSelfTest(run.store),
    readMissingSubscribers(run.store),
  ]);
  const shown = open.worst.map(({ endpointKey }) => endpointKey);
  const monitors = await readMonitors(
    run.store,
    firstOf(monitored, shown).slice(0, shown.length < SHOWN ? MONITORS_READ : READ_IN_A_STORM),
    invalidItem(run),
  );
  return context.html(
    <HomePage
      view={view}
      open={open}
      missing={missing}
      recent={[...open.over, ...over.incidents].toSorted(byEnd).slice(0, RECENT)}
      monitors={monitors.filter((one) => one.monitored !== undefined)}
      monitoredCount={monitored.all}
      actor={rememberedName(context)}
      trouble={selfTestTrouble(selfTest, view)}
      areTicked={context.req.query('chosen') !== undefined}
      {...more}
    />,
    more.message?.tone === 'bad' ? 400 : 200,
  );
};

/** The keys, with those in trouble before all others. Beyond the keys that were read, a monitor itself says whether it is one. */
const firstOf = (
  { keys, all }: Awaited<ReturnType<typeof firstMonitoredKeys>>,
  inTrouble: readonly string[],
): string[] => {
  const known = new Set(keys);
  const areAllKnown = all.count === keys.length;
  return [...new Set([...inTrouble.filter((key) => !areAllKnown || known.has(key)), ...keys])];
};

/** No page of ours shows more to choose from. */
const Chosen = z.union([z.string().transform((id) => [id]), z.array(z.string()).max(SHOWN)]).catch([]);

/** One act on all that were chosen; the answer is home with what came of it. */
export const actOnChosen = async (context: Ctx) => {
  const { run } = context.env;
  const form = await context.req.parseBody({ all: true });
  const chosen = Chosen.parse(form['incident']);
  const refuse = (text: string) => show(context, { message: { text, tone: 'bad' }, typed: typedIn(form) });
  const read = readForm(form);
  if ('problem' in read) return refuse(read.problem);
  if (isMonitorAction(read.action)) return refuse('This is done on the page of one incident alone.');
  if (chosen.length === 0) return refuse('Choose at least one incident, by the box before its name.');
  const results = await actOnMany(run, chosen, read.action, read.actor);
  rememberName(context, read.actor);
  const isDone = results.every(({ outcome }) => outcome === 'done');
  return showOutcome(context, { text: summaryOfMany(results, read.action.kind), isDone }, '/console');
};
