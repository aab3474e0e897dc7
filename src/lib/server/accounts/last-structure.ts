import type { Ctx } from '#server/platform/context.ts';
import * as store from './store.ts';

/**
 * Notes the structure somebody is in, where they are led when they next say none. Nothing is written where it is noted
 * already; like a session's last use it is no act, and makes no entry in the audit.
 */
export async function enterStructure({ db, actor }: Ctx<'ticketing'>): Promise<void> {
	if (actor.structureId !== null) await store.noteStructure(db, actor.account.id, actor.structureId);
}
