import { forgetExpired } from './accounts/domain.ts';
import { forgetEntries } from './audit/domain.ts';
import { forgetRecipients, sendCampaigns } from './campaigns/domain.ts';
import { remindOfWaiting } from './contacts/domain.ts';
import { forgetBatches } from './documents/domain.ts';
import { sweepFiles } from './files/domain.ts';
import { keepFigures } from './home/domain.ts';
import { tellOfNews } from './news/domain.ts';
import { forgetNews, forgetTakenOff } from './notifications/domain.ts';
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
/** A device that was not opened for longer is a new one. */
const KEEP_TAKEN_OFF_DAYS = 365;

/** What time itself brings, to be called as often as one likes: campaigns and mailings each time, reminders and what has expired hourly, what is old daily. */
export function housekeeping(base: Base, mailFolder: string): () => Promise<void> {
	const hourly = every(base, HOUR_SECONDS, () =>
		eachOf(base, { remindOfWaiting, passTime, forgetExpired, forgetRatingLinks, keepFigures })
	);
	const daily = every(base, DAY_SECONDS, () =>
		eachOf(base, { forgetOld: () => forgetOld(base, mailFolder), forgetBatches, sweepFiles })
	);
	return async () => {
		await eachOf(base, { sendCampaigns, sendMailings, tellOfNews });
		await hourly();
		await daily();
	};
}

/** Whatever holds one of them up, the others are done. */
async function eachOf(base: Base, steps: Record<string, (base: Base) => Promise<unknown>>): Promise<void> {
	for (const [step, work] of Object.entries(steps)) {
		try {
			await work(base);
		} catch (error) {
			base.log.error({ step, err: error }, 'housekeeping held up');
		}
	}
}

/** Forgets what was kept long enough, by the periods of the settings: docs/operating.md says why these. */
async function forgetOld(base: Base, mailFolder: string): Promise<void> {
	const { keepMailsDays, keepAuditDays } = base.settings;
	const daysAgo = (days: number) => after(base.now(), -days * DAY_SECONDS);
	await forgetKeptMails(mailFolder, daysAgo(keepMailsDays));
	await forgetNews(base, daysAgo(KEEP_NEWS_DAYS));
	await forgetTakenOff(base, daysAgo(KEEP_TAKEN_OFF_DAYS));
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
