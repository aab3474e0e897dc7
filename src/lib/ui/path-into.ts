interface Destination {
	structureId: string;
	/** Null for the place of someone without a structure. */
	access: string | null;
}

const SECTIONS = ['tickets', 'contacts', 'structure', 'news'];

/**
 * Where switching to a structure leads from an address: to the same kind of page. One ticket, contact or piece of news of
 * a structure is no page of another: there it is the list. What is closed to somebody there, and what is no structure's
 * page, becomes the home page.
 */
export function pathInto({ structureId, access }: Destination, from: string): string {
	const home = `/s/${structureId}`;
	const [, place, , section = '', ...rest] = from.split('/');
	if (place !== 's' || !SECTIONS.includes(section)) return home;
	if (section !== 'tickets') return access === 'active' ? `${home}/${section}` : home;
	return rest.join('/') === 'new' ? `${home}/tickets/new` : `${home}/tickets`;
}
