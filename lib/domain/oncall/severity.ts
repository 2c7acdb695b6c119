import * as z from 'zod';

/** How bad it is if an endpoint fails. Critical alerts never wait for the morning. */
export const Severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;
