import { isHttpError, redirect, type RequestEvent } from '@sveltejs/kit';

/**
 * What a mailed link leads to, or null where it no longer works: the page then says what to do instead.
 * With `page`, an action whose link was used up meanwhile goes back to that page.
 */
export async function linkOrNull<R>(event: RequestEvent, answer: Promise<R>, page?: string): Promise<R | null> {
	try {
		return await answer;
	} catch (error) {
		if (!isHttpError(error, 404)) throw error;
		if (page) redirect(303, page);
		event.setHeaders({ 'x-robots-tag': 'noindex' });
		return null;
	}
}
