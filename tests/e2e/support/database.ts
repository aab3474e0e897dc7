import { openDatabase, type Db } from '#server/platform/db.ts';
import type { Portal } from './portal.ts';

export async function withDatabase<R>(portal: Portal, work: (db: Db) => Promise<R>): Promise<R> {
	const { db } = openDatabase(portal.database);
	try {
		return await work(db);
	} finally {
		await db.destroy();
	}
}

/** What the portal has of tickets that say this: how many there are, how many messages they hold, and how many files. */
export const ticketsAbout = (
	portal: Portal,
	subject: string
): Promise<{ tickets: number; messages: number; files: number }> =>
	withDatabase(portal, async (db) => {
		const ids = (await db.selectFrom('ticket').select('id').where('subject', '=', subject).execute()).map(
			({ id }) => id
		);
		const messages = await db.selectFrom('ticketMessage').select(['id', 'kind']).where('ticketId', 'in', ids).execute();
		const files = await db
			.selectFrom('ticketFile')
			.select('id')
			.where(
				'messageId',
				'in',
				messages.map(({ id }) => id)
			)
			.execute();
		return {
			tickets: ids.length,
			messages: messages.filter(({ kind }) => kind === 'message').length,
			files: files.length
		};
	});
