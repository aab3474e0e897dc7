import type { Base } from '#server/platform/context.ts';

const KEY = 'mailbox-cursor';

/**
 * The last mail of the mailbox that was looked at: what came after it is taken in even if somebody has read it meanwhile.
 * Null for a mailbox never looked at, or one whose server counts anew.
 */
export async function cursorOf({ db }: Base, uidValidity: string): Promise<number | null> {
	const row = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
	const known = row && (JSON.parse(row.value) as { uidValidity: string; uid: number });
	return known?.uidValidity === uidValidity ? known.uid : null;
}

export async function moveCursor({ db, now }: Base, uidValidity: string, uid: number): Promise<void> {
	const row = { value: JSON.stringify({ uidValidity, uid }), updatedAt: now() };
	await db
		.insertInto('setting')
		.values({ key: KEY, ...row })
		.onConflict((c) => c.column('key').doUpdateSet(row))
		.execute();
}
