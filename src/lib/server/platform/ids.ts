import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new identifier: UUID version 7, so that text order is creation order. */
export const newId = (): string => v7();

/** A secret for a link or a cookie: 256 random bits, base64url, 43 characters. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret: its SHA-256 in hexadecimal. A stolen database opens no link and no session. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
