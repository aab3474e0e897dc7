import type { Selectable } from 'kysely';
import { recordAudit } from '#server/audit/domain.ts';
import { arrive } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { rememberDevice } from './domain.ts';
import { openSession } from './sessions.ts';
import * as store from './store.ts';
import type { AccountTable } from './table.ts';

type Account = Selectable<AccountTable>;
type Person = Pick<Account, 'email' | 'civility' | 'firstName' | 'lastName' | 'phone'>;

/**
 * Somebody chose their first password by a link that shows the address is theirs: makes the account where there is none,
 * opens what awaited it, and begins a session. Whoever has a password already never comes here, nor does somebody
 * removed from staff whom nobody invited: the invitation they come by lifts that.
 */
export async function enterWithFirstPassword(
	ctx: Ctx & { db: Trx },
	person: Person,
	known: Account | undefined,
	passwordHash: string
): Promise<void> {
	const account = await provenAccount(ctx, person, known, passwordHash, { staffRemovedAt: null });
	await store.consumeLinks(ctx.db, { accountId: account.id }, ctx.now());
	await recordAudit({ ...ctx, actor: { account } }, 'account.proven', account.id);
	await arrive({ ...ctx, actor: { account } }, account, null);
	await openSession(ctx, account);
	await rememberDevice(ctx, account.id);
}

/**
 * The account of somebody whose address is proved, with their first password: theirs already, or made of what is known
 * of them. What else it becomes is written at once: who joins the staff must not be counted as a customer who came.
 */
export async function provenAccount(
	ctx: Ctx & { db: Trx },
	{ email, civility, firstName, lastName, phone, locale }: Person & { locale?: Account['locale'] },
	known: Account | undefined,
	passwordHash: string,
	also: Partial<Pick<Account, 'staffRole' | 'staffRemovedAt'>> = {}
): Promise<Account> {
	const now = ctx.now();
	if (known) {
		const proven = { passwordHash, provenAt: now, ...also };
		await store.updateAccount(ctx.db, known.id, proven);
		return { ...known, ...proven };
	}
	const account: Account = {
		id: newId(),
		email,
		passwordHash,
		civility,
		firstName,
		lastName,
		phone,
		locale: locale ?? (ctx.cookies.get('locale') === 'en' ? 'en' : 'fr'),
		theme: 'system',
		staffRole: null,
		provenAt: now,
		detailsCheckedAt: null,
		lastStructureId: null,
		staffRemovedAt: null,
		lastSeenAt: null,
		createdAt: now,
		...also
	};
	await store.insertAccount(ctx.db, account);
	return account;
}
