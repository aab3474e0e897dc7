import { AsyncLocalStorage } from 'node:async_hooks';
import { baseLocale, overwriteGetLocale, type Locale } from '#lib/paraglide/runtime.js';

const current = new AsyncLocalStorage<Locale>();
overwriteGetLocale(() => current.getStore() ?? baseLocale);

/** Runs `work` so that every text in it is in `locale`, whatever else the process does meanwhile. */
export const inLocale = <R>(locale: Locale, work: () => R): R => current.run(locale, work);

/** The language of the work under way; French outside any. */
export const currentLocale = (): Locale => current.getStore() ?? baseLocale;

/** The language a browser asks for first among ours; French when it asks for neither. */
export function preferredLocale(acceptLanguage: string | null): Locale {
	const asked = (acceptLanguage ?? '')
		.slice(0, 500)
		.split(',')
		.map((part) => {
			const [tag = '', ...options] = part.trim().split(';');
			const quality = options.map((option) => option.trim()).find((option) => option.startsWith('q='));
			return { language: tag.toLowerCase().split('-')[0], quality: quality ? Number(quality.slice(2)) || 0 : 1 };
		})
		.sort((a, b) => b.quality - a.quality)
		.map(({ language }) => language);
	const first = asked.find((language) => language === 'fr' || language === 'en');
	return first === 'en' ? 'en' : 'fr';
}
