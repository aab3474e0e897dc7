import { m } from '#lib/paraglide/messages.js';
import type { NewsState } from '#lib/schemas/news-choices.ts';

/** The lists of items in each state. */
export const STATE_TABS: Record<NewsState, () => string> = {
	online: m.news_state_online,
	scheduled: m.news_state_scheduled,
	draft: m.news_state_draft,
	ended: m.news_state_ended
};

/** The state of one item, and the tone it is said in. */
export const STATE_MARKS = {
	online: { tone: 'positive', says: m.news_is_online },
	scheduled: { tone: 'info', says: m.news_is_scheduled },
	draft: { tone: 'neutral', says: m.news_is_draft },
	ended: { tone: 'neutral', says: m.news_is_ended }
} as const satisfies Record<NewsState, { tone: string; says: () => string }>;
