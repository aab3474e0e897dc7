import { HMAC } from 'oslo/crypto';
import { createJWT, parseJWT, type JWT } from 'oslo/jwt';
import { z } from 'zod';
import { email } from '#lib/schemas/person.ts';
import type { Base } from '#server/platform/context.ts';
import { hashSecret, newId, newSecret } from '#server/platform/ids.ts';
import { SettingsError } from '#server/platform/settings.ts';

/** How old a link from the old portal may be. */
const LASTING_SECONDS = 300;
/** By how much the old portal's clock may differ from ours, either way. */
const SKEW_SECONDS = 60;

const ALGORITHM = 'HS256';
/** Stands in where no secret is set: every token is checked, and none passes. */
const NOBODYS_SECRET = newSecret();

const claims = z.object({
	sub: email,
	iat: z.int(),
	exp: z.int(),
	nbf: z.int().optional(),
	jti: z.string().min(1).max(200)
});

/** What a good token says. */
export interface Handoff {
	email: string;
	/** Hash of the token's `jti`: all that is kept of one that was used. */
	idHash: string;
	/** From then on the token is no longer valid, used or not. */
	expiresAt: string;
}

type Here = Pick<Base, 'settings' | 'now'>;

/**
 * What a token of the old portal says, or null for whatever is not one, now, for this portal. Oslo parses it and checks
 * its signature; its own check of time knows neither this portal's clock nor that those of two machines differ.
 */
export async function readHandoffToken({ settings, now }: Here, token: string): Promise<Handoff | null> {
	const jwt = parsed(token);
	if (jwt?.algorithm !== ALGORITHM || 'crit' in jwt.header || !(await isSigned(jwt, settings.handoffSecret)))
		return null;
	const { success, data } = claims.safeParse(jwt.payload);
	if (!success || !jwt.audiences?.includes(settings.origin)) return null;
	const { sub, iat, exp, nbf = iat, jti } = data;
	const seconds = Date.parse(now()) / 1000;
	const ends = Math.min(iat + LASTING_SECONDS, exp) + SKEW_SECONDS;
	if (Math.max(iat, nbf) - SKEW_SECONDS > seconds || seconds >= ends) return null;
	return { email: sub, idHash: hashSecret(jti), expiresAt: new Date(ends * 1000).toISOString() };
}

/** A link as the old portal makes them, for trying the hand-off. */
export async function makeHandoffLink(here: Here, address: string): Promise<string> {
	const token = await makeHandoffToken(here, address);
	return `${here.settings.origin}/from-old-portal?token=${token}`;
}

export function makeHandoffToken({ settings, now }: Here, address: string): Promise<string> {
	const { handoffSecret: secret, origin } = settings;
	if (!secret)
		throw new SettingsError(
			'HANDOFF_SECRET is not set: no link of an old portal works. docs/hand-off.md says how to choose it.'
		);
	const iat = Math.floor(Date.parse(now()) / 1000);
	return createJWT(ALGORITHM, keyOf(secret), {
		sub: address,
		aud: origin,
		iat,
		exp: iat + LASTING_SECONDS,
		jti: newId()
	});
}

function parsed(token: string): JWT | null {
	try {
		return parseJWT(token);
	} catch {
		return null;
	}
}

async function isSigned({ parts: [header, payload, signature] }: JWT, secret = NOBODYS_SECRET): Promise<boolean> {
	const signed = new TextEncoder().encode(`${header}.${payload}`);
	return new HMAC('SHA-256').verify(keyOf(secret), Buffer.from(signature, 'base64url'), signed);
}

const keyOf = (secret: string) => new TextEncoder().encode(secret);
