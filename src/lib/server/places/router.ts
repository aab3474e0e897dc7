import { findPlacesInput } from '#lib/schemas/places.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { findPlaces } from './domain.ts';

const procedure = procedureIn('places');

export const places = router({
	find: procedure.input(findPlacesInput).query(({ input }) => findPlaces(input))
});
