import { countList } from '../../adapters/dynamodb/incident-summaries.ts';
import { readShelf } from '../../adapters/dynamodb/list-incidents.ts';
import { HistoryPage } from '../pages/history.tsx';
import type { Ctx } from '../request/context.ts';
import { CursorText, cursorText, monthOf, Shelf } from '../request/cursor.ts';
import { viewOf } from '../view/view.ts';

const PAGE = 50;

export const historyPage = async (context: Ctx) => {
  const view = viewOf(context.env.work);
  const shelf = Shelf.catch(monthOf(view.now)).parse(context.req.query('shelf'));
  const after = CursorText.optional().catch(undefined).parse(context.req.query('after'));
  const { store } = context.env.work;
  const [page, total] = await Promise.all([
    readShelf(store, shelf, { limit: PAGE, after }),
    countList(store, shelf),
  ]);
  return context.html(
    <HistoryPage
      view={view}
      shelf={shelf}
      incidents={page.incidents}
      misfit={page.misfit}
      total={total}
      isFirst={after === undefined}
      {...(page.next && { next: cursorText(page.next) })}
    />,
  );
};
