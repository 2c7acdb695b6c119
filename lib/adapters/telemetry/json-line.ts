import { redact } from '../../domain/security/redact.ts';

type Values = Record<string, unknown>;

/**
 * Values as one line of JSON, whatever they are: every text is redacted, since errors may quote what was posted, an error is
 * its name, text, stack, cause and fields, and what contains itself is left out there.
 */
export const jsonLine = (values: Values): string => {
  /** What is being written, from the outermost in; `written` is what stands for an error. */
  const around: { value: object; written: object }[] = [];
  return JSON.stringify(values, function (this: object, _, value: unknown): unknown {
    if (typeof value === 'string') return redact(value);
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    while (around.length > 0 && around.at(-1)?.written !== this) around.pop();
    if (around.some((one) => one.value === value)) return undefined;
    const written = value instanceof Error ? fieldsOf(value) : value;
    around.push({ value, written });
    return written;
  });
};

const fieldsOf = (error: Error): Values => {
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    stack,
    ...(cause !== undefined && { cause }),
    ...Object.fromEntries(Object.entries(error)),
  };
};
