import { m } from '#lib/paraglide/messages.js';
import type { BatchState } from '#lib/schemas/document-choices.ts';

type Tone = 'neutral' | 'positive' | 'caution' | 'danger' | 'info';

export const BATCH_WORDS: Record<
	BatchState,
	{ says: () => string; tone: Tone; why?: (of: { numbers: string }) => string }
> = {
	ready: { says: m.documents_state_ready, tone: 'info' },
	no_number: { says: m.documents_state_no_number, tone: 'caution', why: m.documents_why_no_number },
	unknown_number: { says: m.documents_state_unknown_number, tone: 'caution', why: m.documents_why_unknown_number },
	two_numbers: { says: m.documents_state_two_numbers, tone: 'caution', why: m.documents_why_two_numbers },
	already_there: { says: m.documents_state_already_there, tone: 'caution', why: m.documents_why_already_there },
	twice: { says: m.documents_state_twice, tone: 'caution', why: m.documents_why_twice },
	left_out: { says: m.documents_state_left_out, tone: 'neutral' },
	published: { says: m.documents_state_published, tone: 'positive' }
};

/** How many files something stands in the way of. */
export const toFix = (counts: Record<BatchState, number>): number =>
	counts.no_number + counts.unknown_number + counts.two_numbers + counts.already_there + counts.twice;
