import type { HttpAnswer } from '../gateway/result.ts';

/** What a stand-in is posted. */
export type Posting = { headers: Record<string, string>; body: Buffer };

/** Accepts or refuses a post as the real service does by its published rules. */
export type Rules = (posting: Posting, now: Date) => HttpAnswer;

/** What a stand-in was posted, and what it answered. */
export type Posted = {
  at: string;
  name: string;
  kind: string;
  status: number;
  answer: string;
  body: string;
  id?: string;
};

export type StandInFault =
  | { status: number; headers?: Record<string, string>; times: number }
  | { mode: 'hang' | 'lose'; times: number };

/** One service's stand-in: strict, and it can be told to fail. */
export class StandIn {
  readonly name: string;
  readonly kind: string;
  /** Everything that was posted, oldest first, whatever was answered. */
  readonly posted: Posted[] = [];
  readonly #rules: Rules;
  #fault: StandInFault | undefined;

  constructor(name: string, kind: string, rules: Rules) {
    this.name = name;
    this.kind = kind;
    this.#rules = rules;
  }

  set fault(fault: StandInFault | undefined) {
    this.#fault = fault;
  }

  /** What was accepted, oldest first. */
  get accepted(): Posted[] {
    return this.posted.filter(({ status }) => status < 300);
  }

  /** The answer; `hang` never comes, `lose` is accepted and its answer lost. */
  answer(posting: Posting, now: Date): HttpAnswer | 'hang' | 'lose' {
    const fault = this.#fault;
    if (fault) this.#fault = fault.times > 1 ? { ...fault, times: fault.times - 1 } : undefined;
    if (fault && 'mode' in fault && fault.mode === 'hang') return 'hang';
    const answer = fault && 'status' in fault ? faulty(fault) : this.#rules(posting, now);
    const id = posting.headers['webhook-id'];
    this.posted.push({
      at: now.toISOString(),
      name: this.name,
      kind: this.kind,
      status: answer.status,
      answer: answer.body.toString('utf8'),
      body: posting.body.toString('utf8'),
      ...(id !== undefined && { id }),
    });
    return fault && 'mode' in fault ? 'lose' : answer;
  }
}

const faulty = ({
  status,
  headers = {},
}: {
  status: number;
  headers?: Record<string, string>;
}): HttpAnswer => ({
  status,
  headers,
  body: Buffer.from('told to fail'),
});

export const textAnswer = (
  status: number,
  text: string,
  headers: Record<string, string> = {},
): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body: Buffer.from(text),
});

export const jsonAnswer = (
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** Whether the body is announced as JSON. */
export const isJson = ({ headers }: Posting): boolean =>
  /^application\/json\b/.test(headers['content-type'] ?? '');
