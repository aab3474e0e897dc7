import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What people write a number with; no letters, which the library would read as figures. */
const WRITTEN = /^[+\d\s().\-/]+$/;
/** Numbers of four figures answered in France only. */
const SHORT = /^[13]\d{3}$/;

/**
 * A phone number in one form: ten figures for a French one (0383901000), E.164 for any other (+352621123456), four
 * figures for a short one; null for what is none. Figures and lengths are those of Google's libphonenumber.
 */
export function canonicalPhone(typed: string): string | null {
	if (!WRITTEN.test(typed)) return null;
	const figures = typed.replace(/\D/g, '');
	if (SHORT.test(figures) && !typed.includes('+')) return figures;
	const number = parsePhoneNumberFromString(typed.replace(/\(0\)/, ''), 'FR');
	if (!number?.isPossible()) return null;
	return number.countryCallingCode === '33' ? `0${number.nationalNumber}` : number.number;
}
