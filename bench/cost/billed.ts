/** What DynamoDB bills, in its units, and for how many calls. */
export type Billed = { reads: number; writes: number; calls: number };
