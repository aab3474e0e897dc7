import { m } from '#lib/paraglide/messages.js';
import { AppError } from '#server/platform/errors.ts';
import { byPostalCode, byTown, foldTown, type Place } from './store.ts';

const MOST_FOUND = 12;
/** More than any postal code has towns. */
const ALL = 100;

/** Places for what somebody is typing: by the postal code or its beginning, else by the beginning of the town. */
export async function findPlaces({ postalCode, town }: Place): Promise<Place[]> {
	if (postalCode.length >= 2) {
		const found = await byPostalCode(postalCode, ALL);
		const folded = foldTown(town);
		return found.filter((place) => foldTown(place.town).startsWith(folded)).slice(0, MOST_FOUND);
	}
	return foldTown(town).length >= 2 ? byTown(town, MOST_FOUND) : [];
}

/**
 * A postal code and a town that go together, each found from the other where one is missing and there is but one. A town
 * the table does not know (a hamlet, a former commune, « NANCY CEDEX ») is taken as written. `invalid` tells what fits.
 */
export async function settlePlace({ postalCode, town }: Place): Promise<Place> {
	if (postalCode === '' && town === '') throw refused({ postalCode: m.errors_required(), town: m.errors_required() });
	if (postalCode === '') return theOnly(await byTown(town, ALL, { whole: true }), 'postalCode');
	if (/\bcedex\b/i.test(town)) return { postalCode, town };
	const served = await byPostalCode(postalCode, ALL);
	if (served.length === 0) throw refused({ postalCode: m.proposals_postal_code_unknown() });
	if (town === '') return theOnly(served, 'town');
	const folded = foldTown(town);
	const known = served.find((place) => foldTown(place.town) === folded);
	if (known) return known;
	const elsewhere = await byTown(town, ALL, { whole: true });
	if (elsewhere.length === 0) return { postalCode, town };
	throw refused({
		postalCode: m.proposals_postal_code_other({ town: elsewhere[0]!.town, codes: listed(elsewhere, 'postalCode') })
	});
}

/**
 * How a place of elsewhere is written here: by its postal code and its town, else by the code alone (a town the table does
 * not know, as hamlets are, is kept as it is). Null for a code that serves no town.
 */
export async function knownPlace({ postalCode, town }: Place): Promise<Place | null> {
	if (/\bcedex\b/i.test(town)) return { postalCode, town };
	const served = /^\d{5}$/.test(postalCode) ? await byPostalCode(postalCode, ALL) : [];
	if (served.length === 0) return null;
	const folded = foldTown(town);
	return served.find((place) => foldTown(place.town) === folded) ?? { postalCode, town };
}

function theOnly(places: Place[], missing: keyof Place): Place {
	if (places.length === 1) return places[0]!;
	if (places.length === 0) throw refused({ [missing]: m.errors_required() });
	throw refused({ [missing]: m.proposals_place_choose({ choices: listed(places, missing) }) });
}

/** The first of them, in one line. */
function listed(places: Place[], by: keyof Place): string {
	const all = [...new Set(places.map((place) => place[by]))];
	return all.slice(0, MOST_FOUND).join(', ') + (all.length > MOST_FOUND ? '…' : '');
}

const refused = (fields: Record<string, string>) => new AppError('invalid', m.errors_invalid(), { fields });
