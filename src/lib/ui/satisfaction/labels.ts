import { m } from '#lib/paraglide/messages.js';

const LABELS = [
	m.satisfaction_score_1,
	m.satisfaction_score_2,
	m.satisfaction_score_3,
	m.satisfaction_score_4,
	m.satisfaction_score_5
];

/** What a score from 1 to 5 means, in the reader's language. */
export const scoreWords = (score: number): string => LABELS[score - 1]!();
