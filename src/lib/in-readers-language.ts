import { getLocale } from '#lib/paraglide/runtime.js';

type Message = (inputs: unknown) => string;

/** A message in both languages, said in the reader's: what the build makes of each (`shortMessages` in vite.config.ts). */
export const inReadersLanguage =
	(fr: Message, en: Message) =>
	(inputs: unknown = {}, options?: { locale?: 'fr' | 'en' }): string =>
		((options?.locale ?? getLocale()) === 'en' ? en : fr)(inputs);
