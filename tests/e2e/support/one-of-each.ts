import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { mintLink } from '#server/accounts/domain.ts';
import { cast } from '#server/demo/cast.ts';
import type { Base } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db.ts';
import { hashSecret, newId } from '#server/platform/ids.ts';
import { fileOf } from '../../support/old-portal.ts';
import { NEW_STAFF } from '../../support/world.ts';
import { withDatabase } from './database.ts';
import { putMailToSort } from './mail-to-sort.ts';
import type { Portal } from './portal.ts';
import { m } from './steps.ts';

/** The addresses that mails lead to, before anybody has used them. */
export const linksByMail = (portal: Portal): Promise<string[]> =>
	withDatabase(portal, async (db) => {
		const base = { db, now } as unknown as Base;
		const [vera, contactId] = [await accountOf(db, cast.vera.email), await inviteInes(db)];
		const email = await mintLink(base, { purpose: 'email', accountId: vera });
		const change = { id: newId(), accountId: vera, email: 'vera.lemoine-de-la-fontaine@ailleurs.example' };
		await db
			.insertInto('emailChange')
			.values({
				...change,
				askedById: await accountOf(db, cast.mona.email),
				tokenHash: hashSecret(email),
				createdAt: now(),
				expiresAt: '2099-01-01T00:00:00.000Z',
				settledAt: null
			})
			.execute();
		return [
			`/email/${email}`,
			`/password/${await mintLink(base, { purpose: 'password', accountId: vera })}`,
			`/invitation/${await mintLink(base, { purpose: 'invitation', contactId })}`,
			`/join/${await mintLink(base, { purpose: 'staff', email: NEW_STAFF.email })}`
		];
	});

const now = () => new Date().toISOString();

const accountOf = async (db: Db, email: string): Promise<string> =>
	(await db.selectFrom('account').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id;

/** Listed, and never here. */
async function inviteInes(db: Db): Promise<string> {
	const ines = db.selectFrom('contact').select('id').where('email', '=', cast.ines.email);
	const { id } = await ines.executeTakeFirstOrThrow();
	await db.updateTable('contact').set({ access: 'invited', invitedAt: now() }).where('id', '=', id).execute();
	return id;
}

/** A mail that waits for staff, as the mailbox would have brought it. Returns its page. */
export const waitingMail = (portal: Portal): Promise<string> =>
	withDatabase(portal, async (db) => {
		const id = await putMailToSort(db, {
			fromAddress: 'une.adresse.plutot-longue@communaute-de-communes.example',
			fromName: 'Communauté de communes',
			subject: 'Anticonstitutionnellementinterminable',
			words: 'Bonjour, une question sur la facturation intercommunale. '.repeat(8).trim()
		});
		return `/staff/mails/incoming/${id}`;
	});

/** A batch of documents with one that lacks its structure. Returns its page, and that of the file. */
export async function documentBatch(page: Page): Promise<string[]> {
	const name = 'une-facture-dont-le-nom-ne-tient-pas-sur-une-ligne_C99999.txt';
	const batch = {
		...{ requestKey: randomUUID(), kind: 'invoice', announce: true, seenBy: 'everybody', roles: [] },
		files: [await put(page, name, Buffer.from('Facture'))]
	};
	const { id } = await ask<{ id: string }>(page, 'documents.createBatch', batch);
	const answer = await page.request.get(`/trpc/documents.batch?input=${JSON.stringify({ batch: id })}`);
	const { result } = (await answer.json()) as { result: { data: { files: { id: string }[] } } };
	return [`/staff/documents/batches/${id}`, `/staff/documents/batches/${id}/files/${result.data.files[0]!.id}`];
}

/** A file of the old portal that was checked, one of its rows refused. Returns the page of it. */
export async function checkedImport(page: Page): Promise<string> {
	const { name, bytes } = fileOf('structures.csv', 'code_client;raison_sociale', 'T1;Mairie de Toul', ';Sans code');
	const files = [await put(page, name, bytes)];
	const { run } = await ask<{ run: string }>(page, 'imports.check', { files });
	await page.goto(`/staff/imports/${run}`);
	// By a process of its own.
	await expect(page.getByRole('table', { name: m.imports_counts() })).toBeVisible({ timeout: 60_000 });
	return `/staff/imports/${run}`;
}

/** Somebody asked to join staff. */
export const inviteToStaff = (page: Page): Promise<unknown> => ask(page, 'staff.invite', NEW_STAFF);

async function ask<R>(page: Page, procedure: string, data: object): Promise<R> {
	const answer = await page.request.post(`/trpc/${procedure}`, { headers: { origin: originOf(page) }, data });
	expect(answer.status(), `${procedure}: ${await answer.text()}`).toBe(200);
	return ((await answer.json()) as { result: { data: R } }).result.data;
}

async function put(page: Page, name: string, data: Buffer): Promise<string> {
	const headers = { origin: originOf(page), 'content-type': 'application/octet-stream', 'x-file-name': name };
	const answer = await page.request.post('/files', { headers, data });
	expect(answer.status(), await answer.text()).toBe(201);
	return ((await answer.json()) as { id: string }).id;
}

const originOf = (page: Page): string => new URL(page.url()).origin;
