import { bring } from '../../support/imported.ts';
import { withDatabase } from './database.ts';
import type { Portal } from './portal.ts';

/** People as an import from the old portal lists them in a structure: no account, and nothing asked for. */
export const listImported = (portal: Portal, customerNumber: string, emails: readonly string[]): Promise<void> =>
	withDatabase(portal, async (db) => {
		const { id: structureId } = await db
			.selectFrom('structure')
			.select('id')
			.where('customerNumber', '=', customerNumber)
			.executeTakeFirstOrThrow();
		for (const email of emails)
			await bring(db, new Date().toISOString(), { structureId, firstName: 'Nadia', lastName: 'Weber', email });
	});

/** The links sent to an address are a fortnight old. */
export const letLinksExpire = (portal: Portal, email: string): Promise<unknown> =>
	withDatabase(portal, (db) =>
		db.updateTable('link').set({ expiresAt: '2026-01-01' }).where('email', '=', email).execute()
	);
