import { m } from '#lib/paraglide/messages.js';
import { AppError } from '#server/platform/errors.ts';

/** No file system takes a longer one. */
const NAME_MAX = 255;

/** Names that mean a device on Windows, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i;

/** Turn the reading direction round: « facture‮fdp.exe » shows as a PDF. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/;

/** Unseen and harmless: phones and messengers put them into names. */
const UNSEEN = /[\u200B-\u200F\u2060\uFEFF\u00AD\u061C]/g;

/**
 * A file's name as it can be stored, shown and given back anywhere. What no honest file is called is refused; what is
 * only unlucky (a folder before it, a colon, dots at its end) is put right.
 */
export function cleanName(given: string): string {
	if (given.length > NAME_MAX * 4 || !given.isWellFormed() || /\p{Cc}/u.test(given) || TURNING.test(given))
		throw refused();
	if (given.split(/[\\/]/).includes('..')) throw refused();
	const name = given
		.split(/[\\/]/)
		.at(-1)!
		.normalize('NFC')
		.replace(UNSEEN, '')
		.replace(/\s+/g, ' ')
		.replace(/[<>:"|?*]/g, '_')
		.replace(/^ +|[ .]+$/g, '');
	if (name === '' || name.length > NAME_MAX || RESERVED.test(name) || !/[^._\s]/.test(name)) throw refused();
	return name;
}

const refused = () => new AppError('invalid', m.files_bad_name());

/** What follows the last dot, in lower case; nothing for a name that only begins with one. */
export const endingOf = (name: string): string => /[^.]\.([^.]{1,20})$/.exec(name)?.[1]!.toLowerCase() ?? '';

/** The same name with another ending. */
export function withEnding(name: string, ending: string): string {
	const old = endingOf(name);
	const stem = old ? name.slice(0, -old.length - 1) : name;
	return `${stem.slice(0, NAME_MAX - ending.length - 1)}.${ending}`;
}
