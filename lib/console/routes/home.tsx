import * as z from 'zod';
import { readShelf } from '../../adapters/dynamodb/list-incidents.ts';
import { listMonitoredKeys } from '../../adapters/dynamodb/monitored-keys.ts';
import { readWatched } from '../../adapters/dynamodb/monitors.ts';
import { rememberAct } from '../../adapters/dynamodb/sessions.ts';
import { isMonitorAction } from '../../domain/incidents/action.ts';
import { actOnMany } from '../../use-cases/incidents/act-on-many.ts';
import { type Home, HomePage, SHOWN } from '../pages/home.tsx';
import type { Ctx } from '../request/context.ts';
import { misfit } from '../request/log-invalid-item.ts';
import { openIncidents } from '../request/open-incidents.ts';
import { readForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { summaryOfMany } from '../view/acted-on-many.ts';
import { typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';

const RECENT = 8;
/** One read of states. */
const WATCHED_READ = 100;

export const homePage = (context: Ctx) => {
  // What is said comes from the session: an address must not put words into our mouth.
  const { said } = context.get('session');
  const isAfterAct = context.req.query('acted') !== undefined;
  return show(
    context,
    said && isAfterAct ? { said: { text: said.text, tone: said.isDone ? 'good' : 'plain' } } : {},
  );
};

/** What is open in its short form, what was over this month, what is watched: side by side, and the worst of it whole. */
const show = async (context: Ctx, more: Pick<Home, 'said' | 'typed'>) => {
  const { work } = context.env;
  const view = viewOf(work);
  const month = new Date(view.now).toISOString().slice(0, 'YYYY-MM'.length);
  const [open, over, monitored] = await Promise.all([
    openIncidents(work.store, { worst: SHOWN, over: RECENT }, view),
    readShelf(work.store, month, { limit: RECENT }),
    listMonitoredKeys(work.store),
  ]);
  const shown = open.worst.map(({ endpointKey }) => endpointKey);
  const watched = await readWatched(
    work.store,
    firstOf(monitored.keys, shown).slice(0, WATCHED_READ),
    misfit(work),
  );
  return context.html(
    <HomePage
      view={view}
      open={open}
      recent={[...open.over, ...over.incidents]
        .toSorted((a, b) => ((a.resolvedAt ?? '') < (b.resolvedAt ?? '') ? 1 : -1))
        .slice(0, RECENT)}
      watched={watched}
      watchedCount={{ count: monitored.keys.length, isWhole: monitored.isWhole }}
      who={rememberedName(context)}
      areTicked={context.req.query('chosen') !== undefined}
      {...more}
    />,
    more.said?.tone === 'bad' ? 400 : 200,
  );
};

/** The keys, with those in trouble before all others. */
const firstOf = (keys: readonly string[], inTrouble: readonly string[]): string[] => {
  const known = new Set(keys);
  const first = [...new Set(inTrouble)].filter((key) => known.has(key));
  return [...first, ...keys.filter((key) => !first.includes(key))];
};

/** No page of ours shows more to choose from. */
const Chosen = z.union([z.string().transform((id) => [id]), z.array(z.string()).max(SHOWN)]).catch([]);

/** One act on all that were chosen; the answer is home with what came of it. */
export const actOnChosen = async (context: Ctx) => {
  const { work } = context.env;
  const form = await context.req.parseBody({ all: true });
  const chosen = Chosen.parse(form['incident']);
  const refuse = (text: string) => show(context, { said: { text, tone: 'bad' }, typed: typedIn(form) });
  const read = readForm(form);
  if ('problem' in read) return refuse(read.problem);
  if (isMonitorAction(read.action)) return refuse('This is done on the page of one incident alone.');
  if (chosen.length === 0) return refuse('Choose at least one incident, by the box before its name.');
  const results = await actOnMany(work, chosen, read.action, read.who);
  rememberName(context, read.who);
  const isDone = results.every(({ outcome }) => outcome === 'done');
  const said = { text: summaryOfMany(results, read.action.kind), isDone };
  await rememberAct(work.store, context.get('sessionKey'), { who: read.who, said }, work.now());
  return context.redirect('/console?acted', 303);
};
