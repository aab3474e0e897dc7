import './table.ts';
import type { AccountIdentity, ContactIdentity } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { deleteInParts } from '#server/platform/retention.ts';

interface Acting {
	db: Trx;
	now(): string;
	/** Absent for the operator's command line. */
	request?: { ip: string };
	actor?: { account: AccountIdentity | null; contact?: ContactIdentity | null; structureId?: string | null };
}

/** Writes down, in the transaction of the act itself, who did it. Details hold what is needed to understand it later, never a secret. */
export async function recordAudit(
	ctx: Acting,
	act: string,
	subjectId: string | null,
	details: Record<string, unknown> = {}
): Promise<void> {
	const { account = null, contact = null, structureId = null } = ctx.actor ?? {};
	await ctx.db
		.insertInto('auditEntry')
		.values({
			id: newId(),
			at: ctx.now(),
			accountId: account?.id ?? null,
			actingAs: ctx.actor ? actingAs(account, contact) : 'operator',
			act,
			subjectId,
			structureId: structureId ?? (details.structureId as string | undefined) ?? null,
			fromIp: ctx.request?.ip ?? null,
			details: JSON.stringify(details)
		})
		.execute();
}

/** Forgets what was done before a moment. Returns how many entries it was. */
export const forgetEntries = ({ db }: Base, before: string): Promise<number> =>
	deleteInParts((most) =>
		db
			.deleteFrom('auditEntry')
			.where('id', 'in', (eb) => eb.selectFrom('auditEntry').select('id').where('at', '<=', before).limit(most))
			.executeTakeFirstOrThrow()
	);

function actingAs(account: AccountIdentity | null, contact: ContactIdentity | null): string {
	if (!account) return 'visitor';
	if (account.staffRole) return account.staffRole;
	if (!contact) return 'customer';
	return contact.access === 'active' ? (contact.role === 'administrator' ? 'administrator' : 'member') : contact.access;
}
