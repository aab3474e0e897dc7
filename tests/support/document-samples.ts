import { randomUUID } from 'node:crypto';
import type { Api } from '#server/router.ts';
import { callerOf, isStaff, type Somebody } from './everybody.ts';
import { put } from './files.ts';
import type { Input, Scene } from './samples.ts';
import type { World } from './world.ts';

/** Of staff: the person themselves, or Sam for whoever may not. */
const staffOf = ({ world, person }: Scene): Api => (isStaff(person) ? callerOf(world, person) : world.as('sam'));
/** A file that waits for the person who is to send it. */
const waiting = ({ world, person }: Scene, name: string, bytes: string) =>
	put(person === 'anonymous' ? world.as('vera') : callerOf(world, person), name, bytes);

/** Puts a document before a structure as staff do; returns its id. */
export async function documentIn(
	{ as }: World,
	to: string,
	values: Partial<Parameters<Api['documents']['add']>[0]> & { name?: string; bytes?: string } = {}
): Promise<string> {
	const { name = 'contrat.txt', bytes = randomUUID(), ...rest } = values;
	const files = [await put(as('sam'), name, bytes)];
	const known = new Set(await idsIn(as('sam'), to));
	await as('sam').documents.add({ to, kind: 'contract', seenBy: 'everybody', files, ...rest });
	return (await idsIn(as('sam'), to)).find((id) => !known.has(id))!;
}

const idsIn = async (sam: Api, of: string) => (await sam.documents.kept({ of })).documents.map(({ id }) => id);

async function publicDocument({ as }: World): Promise<string> {
	await as('sam').documents.addPublic({ files: [await put(as('sam'), 'certificat.txt', 'Certificat')] });
	return (await as('sam').documents.kept({})).documents[0]!.id;
}

/** A batch of three files, the first of structure A; returns it with its files. */
export async function batchIn({ as }: World, person: Exclude<Somebody, 'anonymous'> = 'sam') {
	const api = as(person);
	const names = ['FAC-1_C10601.txt', 'FAC-2.txt', 'FAC-3_C10602.txt'];
	const files: string[] = [];
	for (const name of names) files.push(await put(api, name, `${name} ${randomUUID()}`));
	const { id } = await api.documents.createBatch({ kind: 'invoice', files, announce: true });
	return { id, files: (await api.documents.batch({ batch: id })).files };
}

/** A document of structure A; nobody's where the call names no structure that has one. */
const inA = ({ world }: Scene) => documentIn(world, world.structure('sexey'));

export const DOCUMENT_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'documents.listPublic': () => undefined,
	'documents.publicDocument': async ({ world }) => ({ id: await publicDocument(world) }),

	'documents.list': async (scene) => ({
		structure: scene.structure,
		kind: 'contract',
		query: 'contrat',
		before: await inA(scene)
	}),
	'documents.file': async (scene) => ({ structure: scene.structure, document: await inA(scene) }),

	'documents.kept': async (scene) => ({ of: scene.world.structure('sexey'), before: await inA(scene) }),
	'documents.read': async (scene) => ({ document: await inA(scene) }),
	'documents.staffFile': async (scene) => ({ document: await inA(scene) }),
	'documents.add': async (scene) => ({
		requestKey: randomUUID(),
		to: scene.world.structure('sexey'),
		files: [await waiting(scene, 'annexe.txt', 'Annexe')],
		kind: 'other',
		title: 'Annexe',
		description: 'Jointe au contrat.',
		documentDate: '2026-11-02',
		seenBy: 'roles',
		roles: ['technical'],
		announce: true
	}),
	'documents.addPublic': async (scene) => ({
		requestKey: randomUUID(),
		files: [await waiting(scene, 'iso.txt', 'Norme')],
		kind: 'certificate',
		title: 'Norme',
		description: 'Pour trois ans.',
		documentDate: '2026-11-02'
	}),
	'documents.edit': async (scene) => ({
		document: await inA(scene),
		kind: 'certificate',
		title: 'Attestation',
		description: 'Revue.',
		documentDate: '',
		seenBy: 'administrators',
		roles: [],
		seen: 1
	}),
	'documents.withdraw': async (scene) => ({ document: await inA(scene) }),
	'documents.forgetFile': async (scene) => {
		const document = await inA(scene);
		await scene.world.as('sam').documents.withdraw({ document });
		return { document };
	},

	'documents.batches': () => undefined,
	'documents.batch': async ({ world }) => {
		const { id, files } = await batchIn(world);
		return { batch: id, filter: 'to_fix', after: files[0]!.id };
	},
	'documents.batchFile': oneFile,
	'documents.batchFileBytes': oneFile,
	'documents.createBatch': async (scene) => ({
		requestKey: randomUUID(),
		files: [await waiting(scene, 'FAC-9_C10601.txt', 'Neuf')],
		kind: 'invoice',
		documentDate: '2026-11-02',
		seenBy: 'everybody',
		roles: [],
		announce: true
	}),
	'documents.changeBatchFile': async (scene) => ({
		...(await oneFile(scene)),
		title: 'Facture 2',
		seen: 1,
		structure: scene.world.structure('commercy')
	}),
	'documents.leaveOut': oneFile,
	'documents.putBack': async (scene) => {
		const file = await oneFile(scene);
		await staffOf(scene).documents.leaveOut(file);
		return file;
	},
	'documents.publishBatch': async ({ world }) => ({ batch: (await batchIn(world)).id, seen: 2 }),
	'documents.discardBatch': async ({ world }) => ({ batch: (await batchIn(world)).id })
};

async function oneFile({ world }: Scene) {
	const { id, files } = await batchIn(world);
	return { batch: id, file: files[1]!.id };
}
