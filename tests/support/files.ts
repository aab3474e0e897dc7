import { Readable } from 'node:stream';
import type { Api } from '#server/router.ts';
import { callerOf, isStaff } from './everybody.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import type { Scene } from './samples.ts';
import { draft } from './ticket.ts';

/** Puts a file as its sender's page does, and returns its id. */
export async function put(api: Api, name: string, bytes: string | Buffer): Promise<string> {
	const { id } = await api.files.upload({ name, content: Readable.from([Buffer.from(bytes)]) });
	return id;
}

/** A waiting file of the person's; of Vera's for a visitor. */
export const waitingFile = ({ world, person }: Scene): Promise<string> =>
	put(person === 'anonymous' ? world.as('vera') : callerOf(world, person), 'notes.txt', 'Bonjour');

const MAY_OPEN_IN_A = ['pia', 'vera', 'adam'];

/** A file of a ticket of the person's own where they may have one, else of Vera's. */
export async function ticketFile({ world, person, structure }: Scene): Promise<{ number: number; id: string }> {
	const inA = world.structure('sexey');
	const own =
		(structure === NO_STRUCTURE && person !== 'anonymous' && !isStaff(person)) ||
		(structure === inA && MAY_OPEN_IN_A.includes(person));
	const api = own ? callerOf(world, person) : world.as('vera');
	const files = [await put(api, 'notes.txt', 'Bonjour')];
	const { number } = await api.tickets.open({ ...draft(own ? structure : inA), files });
	const { messages } = await world.as('sam').tickets.read({ number });
	return { number, id: messages[0]!.files[0]!.id };
}
