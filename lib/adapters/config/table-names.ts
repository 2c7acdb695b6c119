const SERVICE = 'flavours-error-webhook-';

/** The prefix of a stage's table names. */
export const tablePrefix = (stage: string): string => `${SERVICE}${stage}`;

/** The stage in a prefix, as it appears in commands that people copy. */
export const stageOf = (prefix: string): string =>
  prefix.startsWith(SERVICE) ? prefix.slice(SERVICE.length) : prefix;

/** The five tables of one stage; `prefix` is `flavours-error-webhook-<stage>`. */
export const tableNames = (prefix: string) => ({
  notifications: `${prefix}-notifications`,
  incidents: `${prefix}-incidents`,
  timeline: `${prefix}-timeline`,
  endpoints: `${prefix}-endpoints`,
  control: `${prefix}-control`,
});
export type TableNames = ReturnType<typeof tableNames>;
