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
