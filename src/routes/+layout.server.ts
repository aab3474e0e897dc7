import { currentLocale } from '#server/platform/locale.ts';
import { api } from '#server/request-context.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const { account, settings } = event.locals.ctx;
	return {
		vendor: await api(event).vendor.show(),
		me: account ? await api(event).accounts.me() : null,
		locale: currentLocale(),
		theme: account?.theme ?? event.cookies.get('theme') ?? 'system',
		timeZone: settings.timeZone,
		mailsKept: settings.smtpUrl === undefined
	};
};
