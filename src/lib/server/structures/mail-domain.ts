import { domainToASCII } from 'node:url';

/** What stands in no domain, but would be read as another part of an address. */
const STRANGE = /[\s/\\:?#[\]%<>()",;]/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const LONGEST = 253;

/**
 * A mail domain as it is kept: lower-case, in the letters that travel (« mairie-évry.fr » is xn--mairie-vry-h7a.fr). A
 * whole address, or « @mairie.fr », is understood as its domain. Null for what is none.
 */
export function canonicalMailDomain(typed: string): string | null {
	const written = typed
		.slice(typed.lastIndexOf('@') + 1)
		.trim()
		.replace(/\.$/, '');
	if (STRANGE.test(written)) return null;
	const domain = domainToASCII(written.toLowerCase());
	const labels = domain.split('.');
	const isOne = domain.length <= LONGEST && labels.length > 1 && labels.every((label) => LABEL.test(label));
	// The last one of a number belongs to an address of a machine.
	return isOne && !/^\d+$/.test(labels.at(-1)!) ? domain : null;
}
