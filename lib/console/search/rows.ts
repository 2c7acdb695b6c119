/** One row of a list, and where the list continues after it. */
export type Row<Value> = { value: Value; after: string };
export type Page<Value> = { rows: readonly Row<Value>[]; next?: string | undefined };
