import { m } from '#lib/paraglide/messages.js';

/** How each state of a run looks and what it is called. */
export const RUN_STATES = {
	waiting: { tone: 'info', says: m.imports_state_waiting },
	running: { tone: 'info', says: m.imports_state_running },
	checked: { tone: 'neutral', says: m.imports_state_checked },
	refused: { tone: 'caution', says: m.imports_state_refused },
	done: { tone: 'positive', says: m.imports_state_done },
	unreadable: { tone: 'danger', says: m.imports_state_unreadable },
	failed: { tone: 'danger', says: m.imports_state_failed },
	interrupted: { tone: 'danger', says: m.imports_state_interrupted }
} as const;
