import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { type Incident, incidentKeyOf } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { Purpose } from '../../domain/security/signed-link.ts';
import { performAction } from '../../use-cases/incidents/perform-action.ts';
import { CLOSE_ANYWAY } from '../components/close-anyway.tsx';
import { SignedActionPage } from '../pages/signed-link-page.tsx';
import type { Ctx } from '../request/context.ts';
import { readForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { warningBeforeClosing } from '../view/act-words.ts';
import { typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';
import { actOnSet, isSetLink, showSet } from './signed-set-link.tsx';
import { verifiedLink } from './verified-link.tsx';

type Opened = {
  incident: Incident;
  silence: Silence | undefined;
  purpose: Purpose;
  link: string;
  actor: string;
};

/** The incident and purpose of a signed link, or the page that says why it is not valid. */
const open = async (context: Ctx): Promise<Opened | Response> => {
  const verified = await verifiedLink(context);
  if (verified instanceof Response) return verified;
  const { incidentId, purpose, link } = verified;
  const { store } = context.env.run;
  const key = incidentKeyOf(incidentId);
  const [[incident], silences] = key
    ? await Promise.all([readIncidents(store, [key]), readSilences(store, [key.endpointKey])])
    : [[], new Map<string, Silence>()];
  if (!incident) return context.notFound();
  const silence = silences.get(incident.endpointKey);
  return { incident, silence, purpose, link, actor: rememberedName(context) };
};

/** GET and HEAD only show: mail scanners open every link, and some run scripts. */
export const showSignedAction = async (context: Ctx) => {
  if (isSetLink(context)) return showSet(context);
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  return context.html(<SignedActionPage view={viewOf(context.env.run)} {...opened} />);
};

const TONES = { done: 'good', already: 'plain', over: 'plain' } as const;

const NOT_CLOSED = { text: 'Our own probe still fails. Nothing was changed yet.', tone: 'bad' } as const;

/** POST acts, once: the second time there is nothing left to do. */
export const performSignedAction = async (context: Ctx) => {
  if (isSetLink(context)) return actOnSet(context);
  const { run } = context.env;
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  const view = viewOf(run);
  if (opened.purpose === 'view')
    return context.html(<SignedActionPage view={view} {...opened} />, 405, { Allow: 'GET, HEAD' });
  const form = await context.req.parseBody();
  // The link that resolves may also say why: that our probe gets what the endpoint always answers.
  const isNormal = opened.purpose === 'resolve' && form['kind'] === 'normal';
  const read = readForm({ ...form, kind: isNormal ? 'normal' : opened.purpose });
  if ('problem' in read)
    return context.html(
      <SignedActionPage
        view={view}
        {...opened}
        message={{ text: read.problem, tone: 'bad' }}
        typed={typedIn(form)}
      />,
      400,
    );
  rememberName(context, read.actor);
  // Nobody closes by mistake what our own probe still finds failing: the page warns, and asks again.
  const isWarned =
    form[CLOSE_ANYWAY] !== undefined || warningBeforeClosing(opened.incident, view) === undefined;
  if (read.action.kind === 'resolve' && !isWarned)
    return context.html(
      <SignedActionPage view={view} {...opened} actor={read.actor} message={NOT_CLOSED} />,
      409,
    );
  const {
    outcome,
    message,
    incident = opened.incident,
  } = await performAction(run, opened.incident.incidentId, read.action, read.actor);
  if (outcome === 'unknown') return context.notFound();
  return context.html(
    <SignedActionPage
      view={viewOf(run)} // what was done just now is not before the page's time
      {...opened}
      incident={incident}
      silence={await silenceOf(context, incident)}
      message={{ text: message, tone: TONES[outcome] }}
    />,
  );
};

/** As it is after an action. */
const silenceOf = async (context: Ctx, { endpointKey }: Incident): Promise<Silence | undefined> =>
  (await readSilences(context.env.run.store, [endpointKey])).get(endpointKey);
