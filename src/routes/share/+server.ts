import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Only the application on a device takes what is shared. Whoever comes here otherwise may still write a ticket. */
export const GET: RequestHandler = () => redirect(303, '/new-ticket');
