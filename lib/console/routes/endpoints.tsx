import { EndpointsPage } from '../pages/endpoints.tsx';
import type { Ctx } from '../request/context.ts';
import { MonitoredCursor, monitoredPage } from '../request/monitored.ts';
import { viewOf } from '../view/view.ts';

const PAGE = 50;

export const endpointsPage = async (context: Ctx) => {
  const after = MonitoredCursor.text.optional().catch(undefined).parse(context.req.query('after'));
  const { watched, count, isWhole, next } = await monitoredPage(context, { limit: PAGE, after });
  return context.html(
    <EndpointsPage
      view={viewOf(context.env.work)}
      endpoints={watched}
      total={{ count, isWhole }}
      isFirst={after === undefined}
      {...(next !== undefined && { next })}
    />,
  );
};
