import { m } from '#lib/paraglide/messages.js';

const WORDS = [
	m.satisfaction_score_1,
	m.satisfaction_score_2,
	m.satisfaction_score_3,
	m.satisfaction_score_4,
	m.satisfaction_score_5
];

/** What a score from 1 to 5 means; without a language, in the reader's. */
export const scoreWords = (score: number, locale?: 'fr' | 'en'): string =>
	WORDS[score - 1]!({}, locale ? { locale } : undefined);
