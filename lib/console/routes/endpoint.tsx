import { daysOf } from '../../adapters/dynamodb/daily-stats.ts';
import { readHistory } from '../../adapters/dynamodb/list-incidents.ts';
import { readMonitors } from '../../adapters/dynamodb/monitors.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import { EndpointPage } from '../pages/endpoint-page.tsx';
import type { Ctx } from '../request/context.ts';
import { CursorText, cursorText } from '../request/cursor.ts';
import { lastOutcome } from '../request/last-outcome.ts';
import { invalidItem } from '../request/log-invalid-item.ts';
import { rememberedName } from '../request/remembered-name.ts';
import { viewOf } from '../view/view.ts';

const PAGE = 25;
const DAYS = 30;

export const endpointPage = async (context: Ctx) => {
  const { store } = context.env.run;
  const endpointKey = context.req.param('endpointKey') ?? '';
  if (!isKeyLike(endpointKey)) return context.notFound();
  const after = CursorText.optional().catch(undefined).parse(context.req.query('after'));
  const [history, silences, states, days] = await Promise.all([
    readHistory(store, endpointKey, { limit: PAGE, after }),
    readSilences(store, [endpointKey]),
    readMonitors(store, [endpointKey], invalidItem(context.env.run)),
    daysOf(store, endpointKey, DAYS),
  ]);
  const [state] = states;
  const isUnknown = history.incidents.length === 0 && history.invalidItem === 0;
  if (isUnknown && after === undefined && !state) return context.notFound();
  const message = lastOutcome(context);
  return context.html(
    <EndpointPage
      view={viewOf(context.env.run)}
      endpointKey={endpointKey}
      incidents={history.incidents}
      invalidItem={history.invalidItem}
      {...(state && { state })}
      days={days}
      silence={silences.get(endpointKey)}
      actor={rememberedName(context)}
      isOlder={after !== undefined}
      {...(message && { message })}
      {...(history.next && { next: cursorText(history.next) })}
    />,
  );
};
