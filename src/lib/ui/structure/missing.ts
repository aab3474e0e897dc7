import { m } from '#lib/paraglide/messages.js';

export type Missing = 'main_address' | 'phone' | 'accounting' | 'technical' | 'dpo';

const NAMES: Record<Missing, () => string> = {
	main_address: m.directory_missing_main_address,
	phone: m.directory_missing_phone,
	accounting: m.directory_missing_accounting,
	technical: m.directory_missing_technical,
	dpo: m.directory_missing_dpo
};

const REFERENTS: readonly Missing[] = ['accounting', 'technical', 'dpo'];

/** What a structure lacks, in one line. */
export function missingInWords(missing: readonly Missing[]): string {
	const nobody = REFERENTS.every((role) => missing.includes(role));
	const named = nobody ? missing.filter((one) => !REFERENTS.includes(one)) : missing;
	const words = [...named.map((one) => NAMES[one]()), ...(nobody ? [m.directory_missing_referents()] : [])];
	return m.directory_missing({ what: words.join(', ') });
}
