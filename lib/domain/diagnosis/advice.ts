import { CAUSES, type Cause } from './cause-names.ts';
import type { CauseDefinition } from './causes/definition.ts';
import { type Step, stepsFor } from './runbook.ts';

/** What a cause means to somebody who was just woken. */
export type Advice = Pick<CauseDefinition, 'area' | 'sentence' | 'short' | 'firstCheck'> & {
  fact: string;
  steps: Step[];
};

/** The advice for a cause, with the endpoint's own host, port and path in its commands. */
export const adviceFor = (cause: Cause, endpoint: string | undefined): Advice => {
  const { area, sentence, fact = factOf(sentence), short, firstCheck } = CAUSES[cause];
  return { area, sentence, fact, short, firstCheck, steps: stepsFor(cause, endpoint) };
};

const SAID = 'Flavours says that ';

/** A sentence about what Flavours says, as a fact. */
const factOf = (sentence: string): string => {
  if (!sentence.startsWith(SAID)) return sentence;
  const fact = sentence.slice(SAID.length);
  return `${fact.charAt(0).toUpperCase()}${fact.slice(1)}`;
};
