import { m } from '#lib/paraglide/messages.js';
import {
	activePeopleIn,
	structuresOfActive,
	structuresWithHolder,
	type ActivePerson
} from '#server/contacts/domain.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { Events, MailKind, Recipient } from '#server/platform/outbox.ts';
import { concerns, haveOthersTold, structuresOf } from './announcing.ts';
import * as store from './store.ts';

/** As many as are named of one structure; the page has them all. */
const MOST_NAMED = 10;

type Published = Events['document.published'];

/** What one act published, in the structures that are named alone. */
async function told(db: Db | Trx, { publicationId, instead }: Published, own?: readonly string[]) {
	const of = instead === undefined ? own : [instead].filter((id) => own?.includes(id) ?? true);
	const documents = await store.published(db, publicationId, of);
	return { documents, structureIds: structuresOf(documents), moment: documents[0]?.publishedAt ?? '' };
}

/** One mail a person, whatever number of structures; what was withdrawn, or is no longer theirs, is not told. */
const published: MailKind<Published> = {
	async recipients({ db, now }, event) {
		const { documents, structureIds, moment } = await told(db, event);
		const since = event.instead === undefined ? moment : now();
		const served = await structuresWithHolder(db, structureIds, 'accounting', since);
		const byStructure = Map.groupBy(documents, ({ structureId }) => structureId);
		const found = new Map<string, Recipient>();
		for (const person of await activePeopleIn(db, structureIds)) {
			const { accountId, email, locale, structureId, roles } = person;
			const theirs = byStructure.get(structureId) ?? [];
			if (!theirs.some((document) => concerns(document, person, served))) continue;
			const others = found.get(accountId)?.about ?? [];
			const serves = roles.includes('accounting') && theirs.some(({ kind }) => kind === 'invoice');
			found.set(accountId, { email, locale, accountId, about: serves ? [...others, structureId] : others });
		}
		return [...found.values()];
	},
	async compose(ctx, event, { locale, accountId, about = [] }) {
		if (!accountId) return null;
		// A thousand mails of a thousand documents: each reads its own alone.
		const own = await structuresOfActive(ctx.db, accountId);
		const { documents, structureIds, moment } = await told(ctx.db, event, own);
		const people = await activePeopleIn(ctx.db, structureIds, accountId);
		const others = event.instead === undefined ? about.filter((id) => !people.some(servesIn(id))) : [];
		if (others.length > 0) await haveOthersTold(ctx, event.publicationId, others);
		// Whoever was written to instead of somebody is told, whoever is there by now.
		const served =
			event.instead === undefined
				? await structuresWithHolder(ctx.db, structureIds, 'accounting', moment)
				: new Set<string>();
		const theirs = documents.filter(
			(document) =>
				!others.includes(document.structureId) && people.some((person) => concerns(document, person, served))
		);
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

/** Whether somebody is there for the invoices of a structure. */
const servesIn =
	(id: string) =>
	({ structureId, roles }: ActivePerson): boolean =>
		structureId === id && roles.includes('accounting');

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
