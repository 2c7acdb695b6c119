/** What an analyser holds against a resource of the template: its rule as `ANALYSER RULE`, and the logical id. */
export type Finding = { rule: string; resource: string; says: string };

/** The findings of `file`, a packaged template. */
export type Analyser = (file: string) => Promise<Finding[]>;
