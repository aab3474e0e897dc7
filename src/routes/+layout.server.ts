import { currentLocale } from '#server/platform/locale.ts';
import { api } from '#server/request-context.ts';
import type { LayoutServerLoad } from './$types';

/** Read again at each page, for the address is read here: who one is, and what one may, is never remembered by the browser. */
export const load: LayoutServerLoad = async (event) => {
	void event.url.pathname;
	const { account, cookies, settings } = event.locals.ctx;
	const { fileLimits, days, ...vendor } = await api(event).vendor.show();
	return {
		vendor,
		fileLimits,
		days,
		accountId: account?.id ?? null,
		bell: account ? (await api(event).notifications.bell()).unread : 0,
		locale: currentLocale(),
		theme: account?.theme ?? cookies.get('theme') ?? 'system',
		timeZone: settings.timeZone,
		mailsKept: settings.smtpUrl === undefined
	};
};
