import type { Count } from '../../adapters/dynamodb/count-items.ts';
import type { Page } from '../search/rows.ts';
import { fittedPage } from './fitted.ts';

/** The size of a list, as the API shows it. */
export const totalShape = (total: Count | undefined): { total?: number; atLeast?: number } => {
  if (!total) return {};
  return total.isWhole ? { total: total.count } : { atLeast: total.count };
};

/** A page as the API shows it: no more rows than one answer holds, and where the list continues. */
export const pageShape = <Value, Shape>(
  { rows, next }: Page<Value>,
  shapeOf: (value: Value) => Shape,
  total?: Count,
): { items: Shape[]; next?: string; total?: number; atLeast?: number } => {
  const page = fittedPage({ rows: rows.map((row) => ({ ...row, value: shapeOf(row.value) })), next });
  return {
    items: page.rows.map(({ value }) => value),
    ...(page.next !== undefined && { next: page.next }),
    ...totalShape(total),
  };
};
