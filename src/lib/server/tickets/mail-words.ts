import { m } from '#lib/paraglide/messages.js';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import type { MailContent } from '#server/platform/mail.ts';
import { limitsOf, type Limits } from '#server/platform/stored-limits.ts';
import { structureOf } from '#server/structures/domain.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { filesTold } from './mail-files.ts';
import { closesAt, turnOf } from './progress.ts';
import { answersTold } from './requests.ts';
import { nameOf, type Told, type ToldCustomer } from './told.ts';

export type Kind = 'opened' | 'answered' | 'resolved' | 'closed' | 'reminded' | 'participant_added';
type Content = Omit<MailContent, 'subject' | 'thread'>;
type Locale = 'fr' | 'en';

/** News as a customer reads them: what happened, the words, and who must act next. */
export async function forCustomer(
	ctx: Base,
	kind: Kind,
	told: Told,
	reader: ToldCustomer,
	locale: Locale
): Promise<Content> {
	const { ticket } = told;
	return {
		body: [
			m.mails_hello({ name: reader.firstName }, { locale }),
			await saidToCustomer(ctx, kind, told, reader, locale),
			...quoted(kind, told, locale),
			...(await filesTold(ctx, told, locale)),
			nextForCustomer(told, reader, await limitsOf(ctx), locale)
		],
		action: {
			label: m.mails_ticket_open_action({}, { locale }),
			url: `${ctx.settings.origin}/s/${ticket.structureId ?? NO_STRUCTURE}/tickets/${ticket.number}`
		}
	};
}

async function saidToCustomer(
	ctx: Base,
	kind: Kind,
	{ ticket, message, author, requesterName }: Told,
	{ id, isRequester }: ToldCustomer,
	locale: Locale
): Promise<string> {
	const { number, subject } = ticket;
	const vendor = (await vendorOf(ctx.db)).name;
	const who = !author
		? vendor
		: message.side === 'staff'
			? m.mails_ticket_staff_name({ name: author.firstName, vendor }, { locale })
			: nameOf(author);
	if (kind === 'opened') {
		if (id !== author?.id) return m.tickets_mail_opened_for({ who, number, subject, vendor }, { locale });
		return isRequester
			? m.mails_ticket_received({ number, subject, vendor }, { locale })
			: m.tickets_mail_received_for({ name: requesterName, number, subject, vendor }, { locale });
	}
	if (kind === 'participant_added') return m.tickets_mail_participant({ who, number, subject }, { locale });
	if (kind === 'reminded') {
		const date = new Intl.DateTimeFormat(locale, {
			weekday: 'long',
			day: 'numeric',
			month: 'long',
			timeZone: ctx.settings.timeZone
		}).format(new Date(closesAt(ticket, await limitsOf(ctx))));
		return m.tickets_mail_reminded({ number, subject, date }, { locale });
	}
	if (kind === 'closed' && !author) return m.tickets_mail_closed_by_time({ number, subject }, { locale });
	const words = isRequester
		? { answered: m.mails_ticket_answered, resolved: m.mails_ticket_resolved, closed: m.mails_ticket_closed }
		: {
				answered: m.mails_ticket_answered_staff,
				resolved: m.tickets_mail_resolved_other,
				closed: m.mails_ticket_closed_staff
			};
	return words[kind]({ who, number }, { locale });
}

/** News as staff read them. */
export async function forStaff(ctx: Base, kind: Kind, told: Told, locale: Locale): Promise<Content> {
	const { ticket, message, author, requesterName, validated } = told;
	const structure = ticket.structureId
		? (await structureOf(ctx.db, ticket.structureId)).name
		: m.mails_ticket_no_structure({}, { locale });
	const { number } = ticket;
	const who = m.mails_ticket_customer_name({ name: author ? nameOf(author) : requesterName, structure }, { locale });
	const said =
		message.event === 'refused'
			? m.tickets_mail_refused_staff
			: message.event === 'accepted'
				? m.tickets_mail_accepted_staff
				: kind === 'opened'
					? m.mails_ticket_opened_staff
					: kind === 'answered'
						? m.mails_ticket_answered_staff
						: m.mails_ticket_closed_staff;
	return {
		body: [
			said({ who, number }, { locale }),
			...(ticket.openedById && kind === 'opened'
				? [m.tickets_mail_opened_for_staff({ name: requesterName }, { locale })]
				: []),
			...quoted(kind, told, locale),
			...(await filesTold(ctx, told, locale)),
			NEXT_FOR_STAFF[turnOf(ticket.status)]({}, { locale }),
			...(validated ? [] : [m.mails_ticket_not_validated({}, { locale })])
		],
		action: { label: m.mails_ticket_open_action({}, { locale }), url: `${ctx.settings.origin}/staff/tickets/${number}` }
	};
}

const NEXT_FOR_STAFF = {
	staff: m.tickets_mail_next_staff_us,
	customer: m.tickets_mail_next_staff_customer,
	nobody: m.tickets_mail_next_staff_nobody
};

function nextForCustomer(
	{ ticket: { status }, requesterName: name }: Told,
	{ isRequester }: ToldCustomer,
	{ reopenDays }: Limits,
	locale: Locale
) {
	if (status === 'closed') return m.mails_ticket_next_closed({ days: reopenDays }, { locale });
	if (turnOf(status) === 'staff') return m.tickets_mail_next_us({}, { locale });
	if (status === 'waiting')
		return isRequester ? m.mails_ticket_next_waiting({}, { locale }) : m.tickets_mail_next_other({ name }, { locale });
	return isRequester
		? m.mails_ticket_next_resolved({}, { locale })
		: m.tickets_mail_next_resolved_other({ name }, { locale });
}

const QUOTED_MAX = 4000;

/** The words themselves and, of a request with a form of its own, what the form asked. */
function quoted(kind: Kind, { ticket, message: { body } }: Told, locale: Locale) {
	if (kind !== 'opened' && kind !== 'answered') return [];
	const answers = kind === 'opened' ? answersTold(ticket, locale) : [];
	return [
		{ quote: body.length > QUOTED_MAX ? `${body.slice(0, QUOTED_MAX)} …` : body },
		...(answers.length > 0
			? [{ quote: answers.map(({ label, value }) => m.tickets_mail_answer({ label, value }, { locale })).join('\n') }]
			: [])
	];
}
