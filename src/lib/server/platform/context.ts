import type { Admitted, Access, AccountIdentity, ContactIdentity } from './access.ts';
import type { Db, Trx } from './db.ts';
import type { Files } from './files.ts';
import type { Hub } from './hub.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings.ts';

/** What every piece of work has, with or without a person behind it. */
export interface Base {
	db: Db | Trx;
	settings: Settings;
	log: Log;
	files: Files;
	/** Tells open pages of what changed. */
	hub: Hub;
	/** The only clock: the current moment, ISO 8601 in UTC. */
	now(): string;
	/** Tells the outbox worker that there is something to send. Harmless when nothing is. */
	wake(): void;
}

export interface Cookies {
	get(name: string): string | undefined;
	set(
		name: string,
		value: string,
		options: {
			path: string;
			httpOnly: boolean;
			sameSite: 'lax' | 'strict';
			secure: boolean;
			maxAge?: number;
			expires?: Date;
		}
	): void;
	delete(name: string, options: { path: string; secure: boolean }): void;
}

/** One request, before anything was asked. */
export interface RequestContext extends Base {
	account: AccountIdentity | null;
	/** Hash of the session's identifier, null for a visitor. */
	sessionHash: string | null;
	request: { ip: string; userAgent: string };
	cookies: Cookies;
	/** Reads, at each call, how the account stands in a structure. */
	standingIn(structureId: string): Promise<{ contact: ContactIdentity | null; exists: boolean }>;
}

/** What a domain function gets: the request and who was admitted at which level. */
export type Ctx<A extends Access = 'public'> = RequestContext & { actor: Admitted[A] };
