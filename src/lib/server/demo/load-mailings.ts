import { listPeople } from '#server/mailings/listing.ts';
import { chosen } from '#server/mailings/lists.ts';
import * as store from '#server/mailings/store.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { momentOf, type LoadedCast } from './load-cast.ts';

const OUTAGE = {
	kind: 'outage',
	roles: '["technical"]',
	subjectFr: 'Coupure de l’hébergement mardi de 6 h à 7 h',
	textFr:
		'Bonjour {prénom},\n\nMardi, de **6 h à 7 h**, l’hébergement de {structure} sera coupé le temps d’une mise à jour.\n\n- Rien n’est à faire de votre côté.\n- Ce qui est enregistré avant 6 h est conservé.\n\nNos excuses pour la gêne,\n{entreprise}',
	subjectEn: 'Hosting down on Tuesday from 6 to 7 a.m.',
	textEn:
		'Hello {first name},\n\nOn Tuesday, from **6 to 7 a.m.**, the hosting of {structure} will be down for an update.\n\n- There is nothing for you to do.\n- What is saved before 6 a.m. is kept.\n\nWith our apologies,\n{company}'
} as const;

const INFORMATION = {
	kind: 'information',
	roles: '["accounting","administrator"]',
	subjectFr: 'Facturation électronique\u00a0: ce qui change pour vous',
	textFr:
		'Bonjour {prénom},\n\nLa facturation électronique arrive. Voici **ce qui change** pour {structure} :\n\n1. vos factures vous parviendront par la plateforme de votre choix ;\n2. votre numéro SIRET doit être à jour dans « Ma structure ».\n\nBien cordialement,\n{entreprise}',
	subjectEn: '',
	textEn: ''
} as const;

type Loading = Base & { db: Trx };

/** A mailing about an outage that has gone out, and one that is being prepared. */
export async function loadMailings(ctx: Loading, loaded: LoadedCast): Promise<void> {
	const sentAt = momentOf(ctx.now(), 6, 16 * 60 + 5, ctx.settings.timeZone);
	const id = await prepared(
		ctx,
		loaded.accountId('sam'),
		OUTAGE,
		momentOf(ctx.now(), 6, 16 * 60, ctx.settings.timeZone)
	);
	await ctx.db
		.updateTable('mailingRecipient')
		.set({ state: 'sent', sentAt })
		.where('mailingId', '=', id)
		.where('state', '=', 'to_send')
		.execute();
	const { sent } = (await store.find(ctx.db, id))!;
	await store.update(ctx.db, id, { startedAt: sentAt, endedAt: sentAt, people: sent });
	await prepared(ctx, loaded.accountId('mona'), INFORMATION, momentOf(ctx.now(), 1, 10 * 60, ctx.settings.timeZone));
}

async function prepared(
	ctx: Loading,
	createdBy: string,
	content: typeof OUTAGE | typeof INFORMATION,
	createdAt: string
): Promise<string> {
	const id = newId();
	await store.insert(ctx.db, { id, ...content, rate: 3000, createdAt, createdBy });
	await chosen.add(ctx.db, id, 'all');
	await listPeople(ctx, id);
	return id;
}
