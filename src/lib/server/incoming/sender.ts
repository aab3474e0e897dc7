import type { ParsedIncoming } from './parse.ts';

/**
 * What the receiving server found out about the sender: `proved` by a signature or route that belongs to the domain of
 * the address, `refuted`, or nothing. Only the topmost result of the server the operator trusts counts: anybody can
 * write such a header.
 */
export function standingOfSender(
	{ header, from }: ParsedIncoming,
	trusted: string | undefined
): 'proved' | 'refuted' | null {
	if (!trusted || !from) return null;
	const result = header('authentication-results')
		.map((value) => value.replace(/\([^()]*\)/g, ' '))
		.find((value) => value.split(';')[0]!.trim().split(/\s/)[0]!.toLowerCase() === trusted);
	if (!result) return null;
	const domain = from.address.split('@').at(-1)!;
	const methods = result.toLowerCase().split(';').slice(1);
	const of = (method: string) => methods.filter((part) => new RegExp(`^\\s*${method}\\s*=`).test(part));
	const passed = (part: string) => /^\s*\w+\s*=\s*pass\b/.test(part);
	const valueOf = (part: string, name: RegExp) => name.exec(part)?.[1]?.replace(/^.*@/, '') ?? '';
	if (of('dmarc').some((part) => /=\s*fail\b/.test(part))) return 'refuted';
	if (of('dmarc').some((part) => passed(part) && valueOf(part, /header\.from\s*=\s*"?([^\s";]+)/) === domain))
		return 'proved';
	if (of('dkim').some((part) => passed(part) && isOf(domain, valueOf(part, /header\.(?:d|i)\s*=\s*"?([^\s";]+)/))))
		return 'proved';
	if (of('spf').some((part) => passed(part) && valueOf(part, /smtp\.mailfrom\s*=\s*"?([^\s";]+)/) === domain))
		return 'proved';
	return null;
}

/** Whether a signature of a domain speaks for an address: of the same domain, or of one it lies in. */
const isOf = (domain: string, signed: string): boolean =>
	signed === domain || (signed.includes('.') && domain.endsWith(`.${signed}`));
