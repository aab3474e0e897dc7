import type { Ctx } from '#server/platform/context.ts';
import { deviceName, type DeviceName } from '#server/platform/device-name.ts';
import * as store from './store.ts';

export interface SessionSummary extends DeviceName {
	id: string;
	lastIp: string;
	lastUsedAt: string;
	createdAt: string;
	current: boolean;
}

/** The open sessions of the account, last used first. */
export async function sessionsOf(ctx: Ctx<'signedIn'>): Promise<SessionSummary[]> {
	const rows = await store.listSessions(ctx.db, ctx.actor.account.id, ctx.now());
	return rows.map((row) => ({
		id: row.idHash,
		...deviceName(row.userAgent),
		lastIp: row.lastIp,
		lastUsedAt: row.lastUsedAt,
		createdAt: row.createdAt,
		current: row.idHash === ctx.sessionHash
	}));
}
