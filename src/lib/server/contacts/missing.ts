import { REFERENT_ROLES } from '#lib/schemas/referent-roles.ts';
import type { Ctx } from '#server/platform/context.ts';
import { reachOf } from '#server/structures/domain.ts';
import { withoutFunction } from './list.ts';
import * as referentStore from './referent-store.ts';
import { countOf } from './store.ts';

/**
 * What a structure has still to say of itself (product.md, section 6): the roles nobody holds or is to hold, how many
 * people have no function, whether its main address and a phone are to be told.
 */
export async function readMissing({ db, actor: { structureId } }: Ctx<'administratorOrStaff'>) {
	const taken = await referentStore.rolesTaken(db, structureId);
	const { mainAddress, phone } = await reachOf(db, structureId);
	return {
		roles: REFERENT_ROLES.filter((role) => !taken.has(role)),
		functions: await countOf(withoutFunction(db.selectFrom('contact').where('structureId', '=', structureId))),
		mainAddress: !mainAddress,
		phone: !phone
	};
}
