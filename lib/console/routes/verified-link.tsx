import { Purpose, verifyLink } from '../../domain/security/signed-link.ts';
import { ErrorPage } from '../pages/error.tsx';
import type { Ctx } from '../request/context.ts';
import { viewOf } from '../view/view.ts';

/** The page behind a link that is not ours, or not any more. */
export const refusedLink = (context: Ctx, why: 'wrong' | 'expired') =>
  context.html(
    <ErrorPage
      view={viewOf(context.env.run)}
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

/** `incidentId`: of an incident or of a set; `link`: the signed link itself, where the form of its page posts to. */
type VerifiedLink = { incidentId: string; purpose: Purpose; link: string };

/** What a signed link is for, or the page that says why it is not valid. */
export const verifiedLink = async (context: Ctx): Promise<VerifiedLink | Response> => {
  const { run, site } = context.env;
  const incidentId = context.req.param('incidentId') ?? '';
  const purpose = context.req.param('purpose') ?? '';
  const { e = '', s = '' } = context.req.query();
  const checked = verifyLink({ incidentId, purpose, e, s }, site.linkSecrets, run.now());
  if (checked !== 'ok') return refusedLink(context, checked);
  const { pathname, search } = new URL(context.req.url);
  return { incidentId, purpose: Purpose.parse(purpose), link: `${pathname}${search}` };
};
