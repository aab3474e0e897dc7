import { m } from '#lib/paraglide/messages.js';
import type { Db, Trx } from '#server/platform/db.ts';
import { standingNow, type Holding } from './holdings.ts';
import type { Reader } from './letter.ts';
import { recipients } from './lists.ts';
import * as store from './store.ts';

/** Somebody who would get a mailing: the first of its list, else a person made up. */
export async function sampleReader(
	db: Db | Trx,
	mailing: store.Mailing,
	locale: 'fr' | 'en'
): Promise<Reader & { email: string }> {
	const [first] = await recipients.next(db, mailing.id, 1);
	const standing = first ? await standingNow(db, mailing.id, first.email) : [];
	if (first && standing.length > 0) return { ...standing[0]!, email: first.email, locale, standing };
	const structure = m.mailings_sample_structure({}, { locale });
	const holdings: Holding[] = store.rolesOf(mailing).map((role) => ({
		email: '',
		structureId: '',
		structure,
		customerNumber: '',
		role,
		standsIn: false,
		reason: ''
	}));
	return {
		email: m.mailings_sample_email({}, { locale }),
		civility: 'mme',
		firstName: 'Camille',
		lastName: 'Martin',
		locale,
		standing: holdings
	};
}
