import { redact } from '../../domain/security/redact.ts';

type Values = Record<string, unknown>;

/**
 * Values as one line of JSON, whatever they are: every text is redacted, since errors may quote what was posted, an error is
 * its name, text, stack, cause and fields, and what contains itself is left out there. `before` is what the line begins with:
 * members that are JSON already.
 */
export const jsonLine = (before: string, values: Values): string => {
  let line = `{${before}`;
  for (const [name, value] of Object.entries(values)) {
    const text = jsonOf(value);
    if (text !== undefined) line += `,${JSON.stringify(name)}:${text}`;
  }
  return `${line}}`;
};

const jsonOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return JSON.stringify(redact(value)); // most are texts, which need no walk
  /** What is being written, from the outermost in; `written` is what stands for an error. */
  const around: { value: object; written: object }[] = [];
  return JSON.stringify(value, function (this: object, _, value: unknown): unknown {
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
