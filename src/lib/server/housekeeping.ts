import { forgetExpired } from './accounts/domain.ts';
import { forgetEntries } from './audit/domain.ts';
import { forgetRecipients, sendCampaigns } from './campaigns/domain.ts';
import { remindOfWaiting } from './contacts/domain.ts';
import { forgetBatches } from './documents/domain.ts';
import { sweepFiles } from './files/domain.ts';
import { keepFigures } from './home/domain.ts';
import { forgetNews } from './notifications/domain.ts';
import { forgetReports } from './imports/domain.ts';
import { forgetIncoming } from './incoming/domain.ts';
import { forgetMailed, sendMailings } from './mailings/domain.ts';
import type { Base } from './platform/context.ts';
import { forgetKeptMails } from './platform/kept-mails.ts';
import { after } from './platform/limits.ts';
import { forgetMails } from './platform/retention.ts';
import { forgetRatingLinks } from './satisfaction/domain.ts';
import { passTime } from './tickets/domain.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
/** What the bell told is worth nothing after that. */
const KEEP_NEWS_DAYS = 90;

/** What time itself brings, to be called as often as one likes: campaigns and mailings each time, reminders and what has expired hourly, what is old daily. */
export function housekeeping(base: Base, mailFolder: string): () => Promise<void> {
	const hourly = every(base, HOUR_SECONDS, async () => {
		await remindOfWaiting(base);
		await passTime(base);
		await forgetExpired(base);
		await forgetRatingLinks(base);
		await keepFigures(base);
	});
	const daily = every(base, DAY_SECONDS, async () => {
		await forgetOld(base, mailFolder);
		await forgetBatches(base);
		await sweepFiles(base);
	});
	return async () => {
		await sendCampaigns(base);
		await sendMailings(base);
		await hourly();
		await daily();
	};
}

/** Forgets what was kept long enough, by the periods of the settings: docs/operating.md says why these. */
async function forgetOld(base: Base, mailFolder: string): Promise<void> {
	const { keepMailsDays, keepAuditDays } = base.settings;
	const daysAgo = (days: number) => after(base.now(), -days * DAY_SECONDS);
	await forgetKeptMails(mailFolder, daysAgo(keepMailsDays));
	await forgetNews(base, daysAgo(KEEP_NEWS_DAYS));
	const mails = await forgetMails(base, daysAgo(keepMailsDays));
	const incoming = await forgetIncoming(base, daysAgo(keepMailsDays));
	const reported = await forgetReports(base, daysAgo(keepMailsDays));
	const entries = await forgetEntries(base, daysAgo(keepAuditDays));
	const recipients =
		(await forgetRecipients(base, daysAgo(keepAuditDays))) + (await forgetMailed(base, daysAgo(keepAuditDays)));
	if (mails + incoming + reported + entries + recipients > 0)
		base.log.info({ mails, incoming, reported, entries, recipients }, 'forgot what was kept long enough');
}

function every(base: Base, seconds: number, work: () => Promise<void>): () => Promise<void> {
	let next = '';
	return async () => {
		if (base.now() < next) return;
		next = after(base.now(), seconds);
		await work();
	};
}
