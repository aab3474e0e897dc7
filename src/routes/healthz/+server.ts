import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** For the operator's monitor: 200 when the database answers, 503 when it does not. Tells nothing else. */
export const GET: RequestHandler = async ({ locals }) => {
	try {
		await locals.ctx.db.selectFrom('migration').select('name').limit(1).execute();
		return json({ status: 'ok' });
	} catch {
		return json({ status: 'unavailable' }, { status: 503 });
	}
};
