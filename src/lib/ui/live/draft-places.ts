const PREFIX = 'draft:';

let signingOut = false;

export const isSigningOut = (): boolean => signingOut;

/** Where the draft of one form of one person lies; never shown to another account. */
export const draftKey = (account: string, form: string): string => `${PREFIX}${account}:${form}`;

/** Signing out leaves nothing behind, and nothing is written on the way out. */
export function forgetDrafts(): void {
	signingOut = true;
	for (const key of keys()) forget(key);
}

export function forgetDraftsOfOthers(account: string): void {
	for (const key of keys()) if (!key.startsWith(draftKey(account, ''))) forget(key);
}

// A browser may keep nothing: private windows, or forbidden storage. Then there are no drafts.
export function forget(key: string): void {
	try {
		localStorage.removeItem(key);
	} catch {
		// There was none.
	}
}

function keys(): string[] {
	try {
		return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
	} catch {
		return [];
	}
}
