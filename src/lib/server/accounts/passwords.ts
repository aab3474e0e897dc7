import { createRequire } from 'node:module';
import { Argon2id } from 'oslo/password';
import { m } from '#lib/paraglide/messages.js';
import { brokenRules, type PasswordRule } from '#lib/password-rules.ts';
import { AppError } from '#server/platform/errors.ts';

/** OWASP's first choice: 19 MiB, two passes, one lane; about 30 ms off the main thread. */
const argon2id = new Argon2id({ memorySize: 19_456, iterations: 2, parallelism: 1 });

/** More than 50 wait a second on two processors: whoever comes then is told to come back, instead of waiting unseen. */
const MOST_AT_ONCE = 50;
let atOnce = 0;

/**
 * Runs work that will compare or make a password, if there is a place; else refuses with `unavailable`. Around the whole
 * act, so that whoever finds no place is not counted as having tried.
 */
export async function inTurn<R>(work: () => Promise<R>): Promise<R> {
	if (atOnce >= MOST_AT_ONCE) throw new AppError('unavailable', m.errors_unavailable(), { retryAfter: 5 });
	atOnce++;
	try {
		return await work();
	} finally {
		atOnce--;
	}
}

export const hashPassword = (password: string): Promise<string> => argon2id.hash(password.normalize('NFC'));

/** Compares with the account's hash; with no account it takes the same time against a hash that fits nothing. */
export async function verifyPassword(hash: string | null | undefined, password: string): Promise<boolean> {
	const fits = await argon2id.verify(hash ?? (await nobodysHash()), password.normalize('NFC'));
	return fits && hash != null;
}

let nobodys: Promise<string> | undefined;
const nobodysHash = () => (nobodys ??= hashPassword(crypto.randomUUID()));
/** Made at start, so that the first unknown address takes no longer than the others. */
export const warmUpPasswords = async (): Promise<void> => void (await nobodysHash());

const REASONS: Record<PasswordRule, () => string> = {
	length: m.accounts_password_rule_length,
	digit: m.accounts_password_rule_digit,
	capital: m.accounts_password_rule_capital,
	symbol: m.accounts_password_rule_symbol,
	notName: m.accounts_password_rule_not_name
};

/** Refuses a new password that breaks a rule (product, section 3) or differs from its confirmation. */
export function checkNewPassword(password: string, confirmation: string, email: string): void {
	const fields: Record<string, string> = {};
	const [broken] = brokenRules(password, email);
	if (broken) fields.password = m.accounts_password_breaks({ rule: REASONS[broken]() });
	else if (isCommon(password)) fields.password = m.accounts_password_common();
	if (password !== confirmation) fields.confirmation = m.accounts_password_confirmation_differs();
	if (Object.keys(fields).length > 0) throw new AppError('invalid', m.errors_invalid(), { fields });
}

const MOST_COMMON = 10_000;
let common: Set<string> | undefined;

function isCommon(password: string): boolean {
	common ??= readCommon();
	return common.has(password.toLowerCase());
}

function readCommon(): Set<string> {
	const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as {
		dictionary: { 'passwords-common': string[] };
	};
	return new Set(dictionary['passwords-common'].slice(0, MOST_COMMON));
}
