import { runAnnounced } from '#server/imports/domain.ts';
import { put } from './files.ts';
import { fileOf } from './old-portal.ts';
import type { Input, Scene } from './samples.ts';

const STRUCTURES = fileOf('structures.csv', 'code_client;raison_sociale', 'T1;Mairie de Toul');

/** Files of a manager's that wait to be checked. */
const files = async ({ world }: Scene) => [await put(world.as('mona'), STRUCTURES.name, STRUCTURES.bytes)];

/** A run a manager asked for, and which was carried out. */
async function checked(scene: Scene): Promise<string> {
	const { base } = scene.world;
	const { run } = await scene.world.as('mona').imports.check({ files: await files(scene) });
	// As the portal's importer does when it takes a run up.
	await base.db.updateTable('importRun').set({ state: 'running' }).where('id', '=', run).execute();
	await runAnnounced(base, run, () => {});
	return run;
}

export const IMPORT_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'imports.list': () => undefined,
	'imports.read': async (scene) => ({ run: await checked(scene), severity: 'warning', after: 0 }),
	'imports.report': async (scene) => ({ run: await checked(scene) }),
	'imports.check': async (scene) => ({ files: await files(scene) }),
	'imports.bring': async (scene) => ({ run: await checked(scene), leaveOut: true })
};
