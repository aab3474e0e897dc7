import { json } from '@sveltejs/kit';
import { api } from '#server/request-context.ts';
import type { RequestHandler } from './$types';

/** Read by Android when the wrapper from Google Play is installed: with it, the wrapper shows no address bar. */
export const GET: RequestHandler = async (event) =>
	json(await api(event).vendor.assetLinks(), { headers: { 'cache-control': 'public, max-age=300' } });
