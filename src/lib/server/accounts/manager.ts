import { recordAudit } from '#server/audit/domain.ts';
import type { Base } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { mintLink } from './domain.ts';
import { structuresOfCustomer } from './customers.ts';
import { endCustomer } from './end-customer.ts';
import * as staffStore from './staff-store.ts';
import * as store from './store.ts';

interface Person {
	email: string;
	firstName: string;
	lastName: string;
	locale: 'fr' | 'en';
}

interface Appointed {
	outcome: 'created' | 'promoted' | 'already';
	/** Where the first password is set, for 24 hours; null for someone who has one. It also goes by mail. */
	link: string | null;
}

/**
 * Makes someone a manager of the portal, from the operator's command line: a new account, or one that is no customer's.
 * A customer is refused with `conflict`: nobody stands on both sides.
 */
export function appointManager(ctx: Base, person: Person): Promise<Appointed> {
	return transact(ctx, async (ctx) => {
		const known = await store.findByEmail(ctx.db, person.email);
		const structures = await structuresOfCustomer(ctx.db, person.email);
		if (structures.length > 0)
			throw new AppError(
				'conflict',
				`${person.email} is a contact of ${structures.join(', ')}: nobody is staff and customer at once. Use another address.`
			);
		const id = known?.id ?? newId();
		const outcome = !known ? 'created' : known.staffRole === 'manager' ? 'already' : 'promoted';
		if (!known) await insertManager(ctx, id, person);
		else await store.updateAccount(ctx.db, id, { staffRole: 'manager', staffRemovedAt: null });
		await staffStore.deleteInvitationTo(ctx.db, person.email);
		if (outcome === 'promoted') await endCustomer(ctx, id);
		if (outcome !== 'already') await recordAudit(ctx, 'account.manager_appointed', id);
		if (known?.passwordHash) return { outcome, link: null };

		await enqueue(ctx, 'account.password_forgotten', { email: person.email });
		const token = await mintLink(ctx, { purpose: 'password', accountId: id });
		return { outcome, link: `${ctx.settings.origin}/password/${token}` };
	});
}

const insertManager = (ctx: Base & { db: Trx }, id: string, person: Person) =>
	store.insertAccount(ctx.db, {
		...person,
		id,
		passwordHash: null,
		civility: '',
		phone: '',
		theme: 'system',
		staffRole: 'manager',
		provenAt: null,
		createdAt: ctx.now()
	});
