import * as z from 'zod';
import { Oncall } from './config.ts';

/** `oncall.yml` as editors know it. What only code can say, such as that levels go up, is said at start and deploy. */
export const oncallSchema = (): object => ({
  title: 'oncall.yml',
  ...z.toJSONSchema(Oncall, { io: 'input', target: 'draft-07' }),
});
