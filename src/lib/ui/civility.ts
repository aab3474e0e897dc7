import { m } from '#lib/paraglide/messages.js';

/** How a person may be addressed; nothing said is an answer too. */
export const civilities = (): { value: string; label: string }[] => [
	{ value: 'mme', label: m.accounts_civility_mme() },
	{ value: 'm', label: m.accounts_civility_m() },
	{ value: '', label: m.accounts_civility_none() }
];
