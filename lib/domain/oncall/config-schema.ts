import * as z from 'zod';
import { OncallConfig } from './config.ts';

/**
 * The JSON Schema of `oncall.yml` for editors. What only code can check, such as increasing levels, is checked at
 * start and deploy.
 */
export const oncallSchema = (): object => ({
  title: 'oncall.yml',
  ...z.toJSONSchema(OncallConfig, { io: 'input', target: 'draft-07' }),
});
