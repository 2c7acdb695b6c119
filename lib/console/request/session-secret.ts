import { createHash, randomBytes } from 'node:crypto';

/** A secret that only its bearer has: 256 bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Under which a secret is kept: whoever reads the table cannot use what stands there. */
export const keyOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
