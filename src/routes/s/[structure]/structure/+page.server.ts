import { m } from '#lib/paraglide/messages.js';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.ui_structure_title(),
	details: await api(event).structures.read({ structure: event.params.structure })
});
