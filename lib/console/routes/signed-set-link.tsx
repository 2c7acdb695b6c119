import { readIncidentSet } from '../../adapters/dynamodb/incident-sets.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { IncidentAction } from '../../domain/incidents/action.ts';
import { incidentKeyOf } from '../../domain/incidents/incident.ts';
import { SetPurpose, setIdIn } from '../../domain/incidents/incident-set.ts';
import { actOnLeft } from '../../use-cases/incidents/act-on-left.ts';
import { ActOnSetPage, type SetProps } from '../pages/signed-set-link-page.tsx';
import type { Ctx } from '../request/context.ts';
import { readForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { summaryOfMany } from '../view/acted-on-many.ts';
import { typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';
import { refusedLink, verifiedLink } from './verified-link.tsx';

type Opened = { incidentIds: string[]; total: number | undefined; purpose: SetPurpose; link: string };

/** Whether a link names a set of incidents. */
export const isSetLink = (context: Ctx): boolean =>
  setIdIn(context.req.param('incidentId') ?? '') !== undefined;

const open = async (context: Ctx): Promise<Opened | Response> => {
  const verified = await verifiedLink(context);
  if (verified instanceof Response) return verified;
  const { incidentId, link } = verified;
  const purpose = SetPurpose.safeParse(verified.purpose);
  if (!purpose.success) return refusedLink(context, 'wrong');
  const set = await readIncidentSet(context.env.run.store, setIdIn(incidentId) ?? '');
  if (!set) return context.notFound();
  const { incidentIds, total } = set;
  return { incidentIds, total, purpose: purpose.data, link };
};

/** The incidents of a set as they are now; one that is gone is left out. */
const current = async (context: Ctx, { incidentIds, total, purpose, link }: Opened): Promise<SetProps> => {
  const { run } = context.env;
  const keys = incidentIds.map(incidentKeyOf).filter((key) => key !== undefined);
  const [found, silences] = await Promise.all([
    readIncidents(run.store, keys),
    readSilences(
      run.store,
      keys.map(({ endpointKey }) => endpointKey),
    ),
  ]);
  const byId = new Map(found.map((incident) => [incident.incidentId, incident]));
  const incidents = incidentIds.map((id) => byId.get(id)).filter((incident) => incident !== undefined);
  return { view: viewOf(run), incidents, total, silences, purpose, link, actor: rememberedName(context) };
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
  const { run } = context.env;
  const { incidentIds, purpose } = opened;
  const form = await context.req.parseBody();
  const read = readForm({ ...form, kind: purpose });
  if ('problem' in read)
    return context.html(
      <ActOnSetPage
        {...(await current(context, opened))}
        message={{ text: read.problem, tone: 'bad' }}
        typed={typedIn(form)}
      />,
      400,
    );
  rememberName(context, read.actor);
  const shown = await current(context, opened);
  const results = await actOnLeft(
    run,
    { ...shown, incidentIds },
    IncidentAction.parse(read.action),
    read.actor,
  );
  const hasFailed = results.some(({ outcome }) => outcome === 'failed');
  const isDone = results.some(({ outcome }) => outcome === 'done');
  return context.html(
    <ActOnSetPage
      {...(await current(context, opened))}
      actor={read.actor}
      results={results}
      message={{
        text: summaryOfMany(results, purpose),
        tone: hasFailed ? 'bad' : isDone ? 'good' : 'plain',
      }}
    />,
    hasFailed ? 503 : 200,
  );
};
