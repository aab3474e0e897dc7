import { appHead } from '#lib/app-head.ts';
import { currentLocale } from '#server/platform/locale.ts';
import { api } from '#server/request-context.ts';
import type { LayoutServerLoad } from './$types';

/** Read again at each page, for the address is read here: who one is, and what one may, is never remembered by the browser. */
export const load: LayoutServerLoad = async (event) => {
	void event.url.pathname;
	const { account, cookies, settings } = event.locals.ctx;
	// What no page of the layout shows is not written into each of them.
	const {
		fileLimits,
		days,
		app,
		color,
		address: _address,
		website: _website,
		...vendor
	} = await api(event).vendor.show();
	const theme = account?.theme ?? cookies.get('theme') ?? 'system';
	event.locals.head = appHead({ color, app }, theme);
	return {
		vendor,
		fileLimits,
		days,
		accountId: account?.id ?? null,
		bell: account ? (await api(event).notifications.bell()).unread : 0,
		locale: currentLocale(),
		theme,
		timeZone: settings.timeZone,
		mailsKept: settings.smtpUrl === undefined
	};
};
