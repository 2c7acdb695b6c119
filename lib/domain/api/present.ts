type Absent<Fields> = {
  [Name in keyof Fields]-?: undefined extends Fields[Name] ? Name : never;
}[keyof Fields];
type Present<Fields> = Omit<Fields, Absent<Fields>> & {
  [Name in Absent<Fields>]?: Exclude<Fields[Name], undefined>;
};

/** The fields that have a value: what is not known is not in JSON at all. */
export function present<Fields extends object>(fields: Fields): Present<Fields>;
export function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What is made of a value, where there is one. */
export const given = <Value, Result>(
  value: Value | undefined,
  make: (value: Value) => Result,
): Result | undefined => (value === undefined ? undefined : make(value));
