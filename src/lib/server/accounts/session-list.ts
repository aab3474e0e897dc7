import bowser from 'bowser';
import type { Ctx } from '#server/platform/context.ts';
import * as store from './store.ts';

export interface SessionSummary {
	id: string;
	/** Such as « Firefox · Windows »; empty when the browser does not say. */
	device: string;
	phone: boolean;
	lastIp: string;
	lastUsedAt: string;
	createdAt: string;
	current: boolean;
}

/** The open sessions of the account, last used first. */
export async function sessionsOf(ctx: Ctx<'signedIn'>): Promise<SessionSummary[]> {
	const rows = await store.listSessions(ctx.db, ctx.actor.account.id, ctx.now());
	return rows.map((row) => {
		const { browser, os, platform } = bowser.parse(row.userAgent || 'unknown');
		return {
			id: row.idHash,
			device: [browser.name, os.name].filter(Boolean).join(' · '),
			phone: platform.type === 'mobile' || platform.type === 'tablet',
			lastIp: row.lastIp,
			lastUsedAt: row.lastUsedAt,
			createdAt: row.createdAt,
			current: row.idHash === ctx.sessionHash
		};
	});
}
