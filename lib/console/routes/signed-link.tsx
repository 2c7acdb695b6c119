import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { type Incident, incidentKeyOf } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { checkLink, Purpose } from '../../domain/security/signed-link.ts';
import { act } from '../../use-cases/incidents/perform-action.ts';
import { CLOSE_ANYWAY } from '../components/close-anyway.tsx';
import { TroublePage } from '../pages/error.tsx';
import { ActPage } from '../pages/signed-link.tsx';
import type { Ctx } from '../request/context.ts';
import { readForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { warningBeforeClosing } from '../view/act-words.ts';
import { typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';

type Opened = {
  incident: Incident;
  silence: Silence | undefined;
  purpose: Purpose;
  link: string;
  who: string;
};

/** What a signed link names, or the page that says why it does not. */
const open = async (context: Ctx): Promise<Opened | Response> => {
  const { work, site } = context.env;
  const incidentId = context.req.param('incidentId') ?? '';
  const purpose = context.req.param('purpose') ?? '';
  const { e = '', s = '' } = context.req.query();
  const checked = checkLink({ incidentId, purpose, e, s }, site.linkSecrets, work.now());
  if (checked !== 'ok') return refused(context, checked);
  const key = incidentKeyOf(incidentId);
  const [[incident], silences] = key
    ? await Promise.all([readIncidents(work.store, [key]), readSilences(work.store, [key.endpointKey])])
    : [[], new Map<string, Silence>()];
  if (!incident) return context.notFound();
  const { pathname, search } = new URL(context.req.url);
  return {
    incident,
    silence: silences.get(incident.endpointKey),
    purpose: Purpose.parse(purpose),
    link: `${pathname}${search}`,
    who: rememberedName(context),
  };
};

const refused = (context: Ctx, why: 'wrong' | 'expired') =>
  context.html(
    <TroublePage
      view={viewOf(context.env.work)}
      {...(why === 'expired'
        ? {
            headline: 'This link has expired',
            words: 'Links in mails work for a week. The newest mail has a fresh one; or act in the console.',
          }
        : {
            headline: 'This link is not one of ours',
            words:
              'It may be cut off or changed on its way. Copy it whole from the mail, or open the console.',
          })}
    />,
    why === 'expired' ? 410 : 403,
  );

/** GET and HEAD show, and change nothing: mail scanners open every link, and some run scripts. */
export const showAct = async (context: Ctx) => {
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  return context.html(<ActPage view={viewOf(context.env.work)} {...opened} />);
};

const TONES = { done: 'good', already: 'plain', over: 'plain' } as const;

const NOT_CLOSED = { text: 'Our own probe still fails. Nothing was changed yet.', tone: 'bad' } as const;

/** POST acts, once: the second time there is nothing left to do. */
export const doAct = async (context: Ctx) => {
  const { work } = context.env;
  const opened = await open(context);
  if (opened instanceof Response) return opened;
  const view = viewOf(work);
  if (opened.purpose === 'view')
    return context.html(<ActPage view={view} {...opened} />, 405, { Allow: 'GET, HEAD' });
  const form = await context.req.parseBody();
  // The link that closes may also say why: what our probe got is what it always answers.
  const isNormal = opened.purpose === 'resolve' && form['kind'] === 'normal';
  const read = readForm({ ...form, kind: isNormal ? 'normal' : opened.purpose });
  if ('problem' in read)
    return context.html(
      <ActPage view={view} {...opened} said={{ text: read.problem, tone: 'bad' }} typed={typedIn(form)} />,
      400,
    );
  rememberName(context, read.who);
  // Nobody closes by mistake what our own probe still finds failing: the page warns, and asks again.
  const isWarned =
    form[CLOSE_ANYWAY] !== undefined || warningBeforeClosing(opened.incident, view) === undefined;
  if (read.action.kind === 'resolve' && !isWarned)
    return context.html(<ActPage view={view} {...opened} who={read.who} said={NOT_CLOSED} />, 409);
  const {
    outcome,
    said,
    incident = opened.incident,
  } = await act(work, opened.incident.incidentId, read.action, read.who);
  if (outcome === 'unknown') return context.notFound();
  return context.html(
    <ActPage
      view={viewOf(work)} // what was done just now is not before the page's time
      {...opened}
      incident={incident}
      silence={await silenceOf(context, incident)}
      said={{ text: said, tone: TONES[outcome] }}
    />,
  );
};

/** As it is after an action. */
const silenceOf = async (context: Ctx, { endpointKey }: Incident): Promise<Silence | undefined> =>
  (await readSilences(context.env.work.store, [endpointKey])).get(endpointKey);
