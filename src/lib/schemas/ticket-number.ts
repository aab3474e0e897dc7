/** The ticket number of an address; null for anything that cannot be one. */
export const numberOf = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);

/** Which part of a thread an address asks for: the one before a message, or, without, the newest. */
export const partOf = (url: URL): string | undefined => url.searchParams.get('before')?.slice(0, 64) || undefined;
