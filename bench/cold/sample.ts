import * as z from 'zod';
import { type Place, type Subject, startFunction } from './function.ts';

/** One cold start, and what follows. Times in ms; processor time is that of the whole process. */
export type Sample = {
  initMs: number;
  firstMs: number;
  initCpuMs: number;
  coldCpuMs: number;
  warmMs: number[];
  rssMb: number;
};

const Answer = z
  .object({ statusCode: z.int() })
  .nullable()
  .or(z.object({ batchItemFailures: z.array(z.unknown()) }));

/** Starts a function, gives it one event, and then `warm` more. `share` of a core is left to it after init. */
export const takeSample = async (
  subject: Subject,
  place: Place,
  warm: number,
  share?: number,
): Promise<Sample> => {
  const started = await startFunction(subject, place);
  try {
    const init = await started.used();
    if (share !== undefined) started.holdTo(share);
    const first = await started.invoke();
    const answer = Answer.parse(JSON.parse(first.body));
    if (answer && 'statusCode' in answer && answer.statusCode >= 400)
      throw new Error(`${subject.name}: ${first.body}\n${started.said()}`);
    await started.idle();
    const cold = await started.used();
    const warmMs: number[] = [];
    for (let index = 0; index < warm; index++) warmMs.push((await started.invoke()).ms);
    const { rssMb } = await started.used();
    return {
      initMs: started.initMs,
      firstMs: first.ms,
      initCpuMs: init.cpuMs,
      coldCpuMs: cold.cpuMs,
      warmMs,
      rssMb,
    };
  } finally {
    started.stop();
  }
};
