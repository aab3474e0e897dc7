/** The head office and branches of La Poste: their numbers follow a rule of their own. */
const LA_POSTE = '356000000';
const LA_POSTE_HEAD_OFFICE = '35600000000048';

/**
 * Whether 14 figures are a SIRET: the Luhn check of INSEE (SIRENE, « numéro SIRET »), whose sum for a branch of La Poste
 * is the plain sum of its figures, a multiple of 5.
 */
export function isSiret(figures: string): boolean {
	if (!/^\d{14}$/.test(figures)) return false;
	const digits = Array.from(figures, Number);
	if (figures.startsWith(LA_POSTE) && figures !== LA_POSTE_HEAD_OFFICE)
		return digits.reduce((sum, digit) => sum + digit, 0) % 5 === 0;
	// Every second figure from the left, as 14 is even, counts twice; the figures of the double are added.
	const sum = digits.reduce((sum, digit, index) => {
		const worth = index % 2 === 0 ? digit * 2 : digit;
		return sum + (worth > 9 ? worth - 9 : worth);
	}, 0);
	return sum % 10 === 0;
}
