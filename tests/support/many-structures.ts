import type { Db } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';

const NAMES = ['École', 'eaux', 'Zone', 'Mairie', 'Écluse', 'Syndicat 10', 'Syndicat 9', 'abbaye', 'Œuvre', 'Îlot'];
const READ_IN_ORDER = [
	'abbaye',
	'eaux',
	'Écluse',
	'École',
	'Îlot',
	'Mairie',
	'Œuvre',
	'Syndicat 9',
	'Syndicat 10',
	'Zone'
];

export interface OneOfMany {
	id: string;
	name: string;
	customerNumber: string;
	/** The person runs it; somebody waits there for a decision. */
	administers: boolean;
	/** The person waits there to be let in. */
	pending: boolean;
}

/** Sixty structures of one person, who runs every third and still waits in every tenth; in the order a list reads. */
export async function sixtyStructures(db: Db, accountId: string, now: string): Promise<OneOfMany[]> {
	const made: OneOfMany[] = [];
	for (let index = 0; index < 60; index++) {
		const id = newId();
		const [word, letter] = [NAMES[index % 10]!, String.fromCharCode(65 + Math.floor(index / 10))];
		const name = `${word} ${letter}`;
		const customerNumber = `S${1000 + index}`;
		const role = index % 3 === 0 ? 'administrator' : 'user';
		const pending = index % 10 === 0;
		await db
			.insertInto('structure')
			.values({ id, customerNumber, name, ticketVisibility: 'none', createdAt: now })
			.execute();
		const contact = {
			structureId: id,
			civility: '' as const,
			firstName: 'N',
			lastName: 'N',
			phone: '',
			function: '',
			searchText: 'n',
			refusalReason: '',
			createdAt: now
		};
		await db
			.insertInto('contact')
			.values([
				{
					...contact,
					id: newId(),
					accountId,
					email: 'n@n.example',
					access: pending ? 'pending' : 'active',
					role
				},
				{ ...contact, id: newId(), accountId: null, email: 'w@n.example', access: 'pending', role: 'user' }
			])
			.execute();
		made.push({ id, name, customerNumber, administers: role === 'administrator' && !pending, pending });
	}
	const rank = ({ name }: OneOfMany) =>
		READ_IN_ORDER.indexOf(name.slice(0, -2)) * 10 + name.charCodeAt(name.length - 1);
	return made.sort((a, b) => rank(a) - rank(b));
}
