import { readIncidentSet } from '../../adapters/dynamodb/incident-sets.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { IncidentAction } from '../../domain/incidents/action.ts';
import { incidentKeyOf } from '../../domain/incidents/incident.ts';
import { SetPurpose, setIdIn } from '../../domain/incidents/incident-set.ts';
import { checkLink } from '../../domain/security/signed-link.ts';
import { actOnMany } from '../../use-cases/incidents/act-on-many.ts';
import { ActOnSetPage, type SetProps } from '../pages/signed-set-link.tsx';
import type { Ctx } from '../request/context.ts';
import { readForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { summaryOfMany } from '../view/acted-on-many.ts';
import { viewOf } from '../view/view.ts';
import { refusedLink } from './refused-link.tsx';

type Opened = { incidentIds: string[]; purpose: SetPurpose; link: string };

/** Whether a link names a set of incidents. */
export const isSetLink = (context: Ctx): boolean =>
  setIdIn(context.req.param('incidentId') ?? '') !== undefined;

const open = async (context: Ctx): Promise<Opened | Response> => {
  const { work, site } = context.env;
  const incidentId = context.req.param('incidentId') ?? '';
  const purpose = SetPurpose.safeParse(context.req.param('purpose'));
  const { e = '', s = '' } = context.req.query();
  const named = context.req.param('purpose') ?? '';
  const checked = checkLink({ incidentId, purpose: named, e, s }, site.linkSecrets, work.now());
  if (checked !== 'ok' || !purpose.success) return refusedLink(context, checked === 'ok' ? 'wrong' : checked);
  const set = await readIncidentSet(work.store, setIdIn(incidentId) ?? '');
  if (!set) return context.notFound();
  const { pathname, search } = new URL(context.req.url);
  return { incidentIds: set.incidentIds, purpose: purpose.data, link: `${pathname}${search}` };
};

/** The incidents of a set as they are now; one that is gone is left out. */
const current = async (
  context: Ctx,
  { incidentIds, purpose, link }: Opened,
): Promise<Omit<SetProps, 'results' | 'said'>> => {
  const { work } = context.env;
  const keys = incidentIds.map(incidentKeyOf).filter((key) => key !== undefined);
  const [found, silences] = await Promise.all([
    readIncidents(work.store, keys),
    readSilences(
      work.store,
      keys.map(({ endpointKey }) => endpointKey),
    ),
  ]);
  const byId = new Map(found.map((incident) => [incident.incidentId, incident]));
  const incidents = incidentIds.map((id) => byId.get(id)).filter((incident) => incident !== undefined);
  return { view: viewOf(work), incidents, silences, purpose, link, who: rememberedName(context) };
};

/** GET and HEAD show how many and which, and change nothing: mail scanners open every link. */
export const showSet = async (context: Ctx) => {
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  return context.html(<ActOnSetPage {...(await current(context, opened))} />);
};

/** POST acts on each that it can still be done to. The second time there is nothing left to do. */
export const actOnSet = async (context: Ctx) => {
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  const { work } = context.env;
  const { incidentIds, purpose } = opened;
  const form = await context.req.parseBody();
  const read = readForm({ ...form, kind: purpose });
  if ('problem' in read)
    return context.html(
      <ActOnSetPage {...(await current(context, opened))} said={{ text: read.problem, tone: 'bad' }} />,
      400,
    );
  rememberName(context, read.who);
  const results = await actOnMany(work, incidentIds, IncidentAction.parse(read.action), read.who);
  const hasFailed = results.some(({ outcome }) => outcome === 'failed');
  const isDone = results.some(({ outcome }) => outcome === 'done');
  return context.html(
    <ActOnSetPage
      {...(await current(context, opened))}
      who={read.who}
      results={results}
      said={{
        text: summaryOfMany(results, purpose),
        tone: hasFailed ? 'bad' : isDone ? 'good' : 'plain',
      }}
    />,
    hasFailed ? 503 : 200,
  );
};
