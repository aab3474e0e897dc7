import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashPassword } from '#server/accounts/passwords.ts';
import type { Base } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { isVendorSet, saveVendor } from '#server/vendor/domain.ts';
import { documents } from './documents.ts';
import { DEMO_PASSWORD } from './cast.ts';
import { storeAttachments } from './attachments.ts';
import { loadCast, type LoadedCast } from './load-cast.ts';
import { loadDocuments, storePapers } from './load-documents.ts';
import { loadInbox } from './load-inbox.ts';
import { loadNews } from './load-news.ts';
import { loadMailings } from './load-mailings.ts';
import { loadProposals } from './load-proposals.ts';
import { loadTickets } from './load-tickets.ts';
import { news } from './news.ts';
import { loadStructureProducts } from './structure-products.ts';
import { vendor } from './vendor.ts';

/** Loads the demo into a portal that has neither vendor nor accounts: its password is public. Returns whether it did. */
export async function loadDemoIfNew(base: Base): Promise<boolean> {
	if (base.settings.demo === 'no' || (await isVendorSet(base.db)) || (await hasAccounts(base.db))) return false;
	const passwordHash = await hashPassword(DEMO_PASSWORD);
	const files = await storeFiles(base);
	const attachments = await storeAttachments(base, join(projectRoot(), 'src/lib/server/demo/attachments'));
	const papers = await storePapers(base);
	await transact(base, async (ctx) => {
		const loaded = await loadCast(ctx, passwordHash);
		await loadTickets(ctx, loaded, attachments);
		await loadInbox(ctx, loaded);
		await loadProposals(ctx, loaded);
		await loadStructureProducts(ctx, loaded);
		await loadMailings(ctx, loaded);
		await loadPublications(ctx, loaded, files);
		await loadDocuments(ctx, loaded, (file) => files.get(file)!.hash, papers);
		await saveVendor(ctx, {
			name: vendor.name,
			email: vendor.email,
			phone: vendor.phone,
			website: vendor.website,
			address: `${vendor.address.street}, ${vendor.address.postalCode} ${vendor.address.city}`,
			hoursFr: vendor.supportHours.fr,
			hoursEn: vendor.supportHours.en,
			color: vendor.color,
			legalFr: vendor.legalNotice.fr,
			legalEn: vendor.legalNotice.en,
			mailFrom: vendor.mailSender.email,
			logo: files.get(vendor.logo.light)!.hash,
			logoDark: files.get(vendor.logo.dark)!.hash,
			icon: files.get(vendor.logo.icon)!.hash,
			demo: true
		});
	});
	return true;
}

const hasAccounts = async (db: Base['db']): Promise<boolean> =>
	(await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;

interface DemoFile {
	hash: string;
	type: string;
	size: number;
	width: number | null;
	height: number | null;
}

/** Files first, outside the transaction: a file without a row is harmless, a row without its file is not. */
async function storeFiles(base: Base): Promise<Map<string, DemoFile>> {
	const folder = join(projectRoot(), 'src/lib/server/demo');
	const stored = new Map<string, DemoFile>();
	const add = async (
		name: string,
		path: string,
		type: string,
		width: number | null = null,
		height: number | null = null
	) => {
		const bytes = readFileSync(join(folder, path));
		stored.set(name, { hash: await base.files.put(bytes), type, size: bytes.length, width, height });
	};
	for (const { picture } of news) await add(picture, `pictures/${picture}`, 'image/webp', 1200, 675);
	for (const { file } of documents) await add(file, file, 'application/pdf');
	for (const name of Object.values(vendor.logo)) await add(name, name, 'image/svg+xml');
	return stored;
}

/** The folder of the project's package.json: the same from the sources and from the built server. */
function projectRoot(): string {
	let folder = import.meta.dirname;
	while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
	return folder;
}

async function loadPublications(
	ctx: Parameters<typeof loadTickets>[0],
	loaded: LoadedCast,
	files: Map<string, DemoFile>
): Promise<void> {
	for (const file of files.values()) {
		await ctx.db
			.insertInto('storedFile')
			.values({ ...file, createdAt: ctx.now() })
			.onConflict((c) => c.column('hash').doNothing())
			.execute();
	}
	await loadNews(ctx, loaded, files);
}
