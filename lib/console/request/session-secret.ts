import { createHash, randomBytes } from 'node:crypto';

/** A secret that only its holder has: 256 bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The hash under which a secret is stored: whoever reads the table cannot use it. */
export const keyOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
