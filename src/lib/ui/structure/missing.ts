import { m } from '#lib/paraglide/messages.js';

export type Missing = 'main_address' | 'phone' | 'accounting' | 'technical' | 'dpo';

const NAMES: Record<Missing, () => string> = {
	main_address: m.directory_missing_main_address,
	phone: m.directory_missing_phone,
	accounting: m.directory_missing_accounting,
	technical: m.directory_missing_technical,
	dpo: m.directory_missing_dpo
};

/** What a structure lacks, in one line. */
export const missingInWords = (missing: readonly Missing[]): string =>
	m.directory_missing({ what: missing.map((one) => NAMES[one]()).join(', ') });
