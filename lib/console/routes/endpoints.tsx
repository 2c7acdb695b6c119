import { EndpointsPage } from '../pages/endpoints-page.tsx';
import type { Ctx } from '../request/context.ts';
import { lateProbes } from '../request/late-probes.ts';
import { MonitoredCursor, monitoredPage } from '../request/monitored.ts';
import { viewOf } from '../view/view.ts';

const PAGE = 50;

export const endpointsPage = async (context: Ctx) => {
  const after = MonitoredCursor.text.optional().catch(undefined).parse(context.req.query('after'));
  const { run } = context.env;
  const [{ monitored, count, isWhole, next }, late] = await Promise.all([
    monitoredPage(context, { limit: PAGE, after }),
    lateProbes(run.store, run.now()),
  ]);
  return context.html(
    <EndpointsPage
      view={viewOf(run)}
      endpoints={monitored}
      late={late}
      total={{ count, isWhole }}
      isFirst={after === undefined}
      {...(next !== undefined && { next })}
    />,
  );
};
