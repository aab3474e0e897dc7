import { m } from '#lib/paraglide/messages.js';
import type { ExportReadersInput, ReadersInput } from '#lib/schemas/news.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { spreadsheetPart } from '#server/platform/spreadsheet.ts';
import { dayAt, inSpreadsheet } from '#server/platform/wall-clock.ts';
import type { Audience } from './audience.ts';
import { countDone, reach } from './counting.ts';
import * as readersStore from './readers-store.ts';
import * as staffStore from './staff-store.ts';

const ON_A_PAGE = 50;
/** Read, named and written in one go: a fraction of what anybody would notice. */
const IN_A_PART = 250;

type Asked = { id: string; filter: ReadersInput['filter']; after?: string | undefined };

/** Who of those an item is meant for now has said that they have read it, and who has not. */
export async function newsReaders(ctx: Ctx<'staff'>, asked: Asked) {
	const { news, audience } = await itemOf(ctx, asked.id);
	const { people, structures } = await reach(ctx.db, audience);
	const done = await countDone(ctx.db, asked.id, news.acknowledgements, audience);
	const totals = { all: people, done, waiting: people - done };
	const { rows, next } = await pageOf(ctx, audience, asked, totals[asked.filter]);
	return {
		title: news.title,
		asked: news.acknowledgementAskedAt !== null,
		totals,
		structures,
		readers: await named(ctx, audience, rows),
		next
	};
}

/** The same as a spreadsheet, some at a time; `next` continues. */
export async function exportReaders(ctx: Ctx<'staff'>, { id, after }: ExportReadersInput) {
	const { news, audience } = await itemOf(ctx, id);
	const place = after && { sortName: after[0], standing: after[1], searchText: after[2], contactId: after[3] };
	const found = await readersStore.inOrder(ctx.db, id, audience, 'all', place, IN_A_PART + 1);
	const rows = found.slice(0, IN_A_PART);
	const next = found.length > IN_A_PART ? placeIn(rows.at(-1)!) : null;
	const { timeZone } = ctx.settings;
	const people = (await named(ctx, audience, rows)).map((reader) => [
		reader.lastName,
		reader.firstName,
		reader.email,
		reader.structures.map(({ name }) => name).join(', '),
		reader.structures.map(({ customerNumber }) => customerNumber).join(', '),
		reader.acknowledgedAt ? m.news_yes() : m.news_no(),
		inSpreadsheet(reader.acknowledgedAt, timeZone)
	]);
	const columns = [
		m.news_export_last_name(),
		m.news_export_first_name(),
		m.news_export_email(),
		m.news_export_structures(),
		m.news_export_numbers(),
		m.news_export_done(),
		m.news_export_when()
	];
	return {
		name: `${m.news_export_file()}-${dayAt(news.publishedAt ?? news.createdAt, timeZone)}.csv`,
		csv: spreadsheetPart(people, after === undefined ? columns : null),
		next
	};
}

async function itemOf(ctx: Ctx<'staff'>, id: string) {
	const news = await staffStore.find(ctx.db, id);
	if (!news) throw new AppError('not_found', m.errors_not_found());
	const { products, roles } = await staffStore.audiences(ctx.db, [id]);
	const audience: Audience = {
		audience: news.audience,
		products: (products.get(id) ?? []).map(({ id }) => id),
		roles: roles.get(id) ?? []
	};
	return { news, audience };
}

async function pageOf(ctx: Ctx<'staff'>, audience: Audience, { id, filter, after }: Asked, total: number) {
	// Whoever looks for the last few of many need not look beyond them.
	const most = after === undefined ? Math.min(ON_A_PAGE + 1, total) : ON_A_PAGE + 1;
	const rows =
		filter === 'done'
			? await readersStore.done(ctx.db, id, audience, doneMark(after), most)
			: await readersStore.inOrder(ctx.db, id, audience, filter, await placeOf(ctx, after), most);
	const shown = rows.slice(0, ON_A_PAGE);
	const last = shown.at(-1);
	const more = last && rows.length > ON_A_PAGE;
	return { rows: shown, next: more ? (filter === 'done' ? markOfDone(last) : markOfReader(last)) : null };
}

/** No address: it never leaves the portal. */
const placeIn = ({ sortName, standing, searchText, contactId }: readersStore.Reader): string =>
	JSON.stringify([sortName, standing, searchText, contactId]);

/** People's own words stand in no address: the contact says where its person stands in the order. */
const markOfReader = ({ contactId }: readersStore.Reader) => contactId;
const markOfDone = ({ acknowledgedAt, accountId }: readersStore.Reader) => `${acknowledgedAt}~${accountId}`;

const placeOf = async (ctx: Ctx<'staff'>, contactId: string | undefined) =>
	contactId === undefined ? undefined : readersStore.placeOf(ctx.db, contactId);

function doneMark(mark: string | undefined): readersStore.DoneMark | undefined {
	const [at, accountId] = mark?.split('~') ?? [];
	return at && accountId ? { at, accountId } : undefined;
}

async function named(ctx: Ctx<'staff'>, audience: Audience, rows: readersStore.Reader[]) {
	const structures = Map.groupBy(
		await readersStore.structuresOf(
			ctx.db,
			audience,
			rows.map(({ accountId }) => accountId)
		),
		({ accountId }) => accountId
	);
	return rows.map(({ accountId, firstName, lastName, email, acknowledgedAt }) => ({
		id: accountId,
		firstName,
		lastName,
		email,
		acknowledgedAt,
		structures: (structures.get(accountId) ?? []).map(({ id, name, customerNumber }) => ({ id, name, customerNumber }))
	}));
}
