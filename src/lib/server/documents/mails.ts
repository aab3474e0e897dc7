import { m } from '#lib/paraglide/messages.js';
import { activePeopleIn, structuresOfActive, structuresWithHolder } from '#server/contacts/domain.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import { concerns, structuresOf } from './announcing.ts';
import * as store from './store.ts';

/** As many as are named of one structure; the page has them all. */
const MOST_NAMED = 10;

/** What one act published, in some structures alone where they are named, with who was there for invoices when it did. */
async function told(db: Db | Trx, publicationId: string, of?: readonly string[]) {
	const documents = await store.published(db, publicationId, of);
	const structureIds = structuresOf(documents);
	const moment = documents[0]?.publishedAt ?? '';
	return { documents, structureIds, served: await structuresWithHolder(db, structureIds, 'accounting', moment) };
}

/** One mail a person, whatever number of structures; what was withdrawn, or is no longer theirs, is not told. */
const published: MailKind<{ publicationId: string }> = {
	async recipients({ db }, { publicationId }) {
		const { documents, structureIds, served } = await told(db, publicationId);
		const byStructure = Map.groupBy(documents, ({ structureId }) => structureId);
		const found = new Map<string, Recipient>();
		for (const person of await activePeopleIn(db, structureIds)) {
			const { accountId, email, locale } = person;
			const theirs = byStructure.get(person.structureId) ?? [];
			if (theirs.some((document) => concerns(document, person, served)))
				found.set(accountId, { email, locale, accountId });
		}
		return [...found.values()];
	},
	async compose(ctx, { publicationId }, { locale, accountId }) {
		if (!accountId) return null;
		// A thousand mails of a thousand documents: each reads its own alone.
		const own = await structuresOfActive(ctx.db, accountId);
		const { documents, structureIds, served } = await told(ctx.db, publicationId, own);
		const people = await activePeopleIn(ctx.db, structureIds, accountId);
		const theirs = documents.filter((document) => people.some((person) => concerns(document, person, served)));
		if (theirs.length === 0) return null;
		const groups = [...Map.groupBy(theirs, ({ structureId }) => structureId)].map(([id, documents]) => ({
			name: documents[0]!.structureName,
			url: `${ctx.settings.origin}/s/${id}/documents`,
			titles: documents.map(({ title }) => title)
		}));
		return groups.length === 1
			? ofOne(people[0]!.firstName, groups[0]!, locale)
			: ofSeveral(people[0]!.firstName, groups, locale);
	}
};

interface Group {
	name: string;
	url: string;
	titles: string[];
}

const ofOne = (name: string, { name: structure, url, titles }: Group, locale: Recipient['locale']): MailContent => ({
	subject: m.documents_mail_subject({ count: titles.length, structure }, { locale }),
	body: [
		m.mails_hello({ name }, { locale }),
		m.documents_mail_text({ count: titles.length, structure }, { locale }),
		{ quote: listed(titles, locale) }
	],
	action: { label: m.documents_mail_action({}, { locale }), url }
});

const ofSeveral = (name: string, groups: Group[], locale: Recipient['locale']): MailContent => ({
	subject: m.documents_mail_several_subject({ count: groups.length }, { locale }),
	body: [
		m.mails_hello({ name }, { locale }),
		m.documents_mail_several_text({ count: groups.length }, { locale }),
		...groups.flatMap(({ name: structure, url, titles }) => [
			{ quote: `${structure}\n${listed(titles, locale)}` },
			{ link: { label: m.documents_mail_of({ structure }, { locale }), url } }
		])
	]
});

function listed(titles: readonly string[], locale: Recipient['locale']): string {
	const named = titles.slice(0, MOST_NAMED).map((title) => `– ${title}`);
	const more = titles.length - named.length;
	return [...named, ...(more > 0 ? [m.documents_mail_more({ count: more }, { locale })] : [])].join('\n');
}

export const documentMails = { 'document.published': published };
