import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { numberOf } from '#lib/schemas/ticket-number.ts';
import { api } from '#server/request-context.ts';
import { sentFile } from '#server/stored-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { id } = event.params;
	const number = numberOf(event.params.number);
	if (number === null) error(404, { message: m.errors_not_found(), code: 'not_found', status: 404 });
	return sentFile(event, await api(event).tickets.staffFile({ number, id }));
};
