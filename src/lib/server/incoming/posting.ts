import { Readable } from 'node:stream';
import { standingIn } from '#server/contacts/domain.ts';
import { uploadFor } from '#server/files/domain.ts';
import { m } from '#lib/paraglide/messages.js';
import { BODY_MAX } from '#lib/schemas/ticket-choices.ts';
import { admit, NO_STRUCTURE, type AccountIdentity } from '#server/platform/access.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import type { ParsedIncoming } from './parse.ts';

/** Somebody as they stand in a structure at this moment, acting by mail: the same gate as in the portal. Throws as it does. */
export async function actingByMail<B extends Base>(
	base: B,
	account: AccountIdentity,
	structureId: string | null
): Promise<B & Ctx<'ticketing'>> {
	const { contact, exists } = structureId
		? await standingIn(base.db, account.id, structureId)
		: { contact: null, exists: true };
	return {
		...base,
		account,
		sessionHash: null,
		request: { ip: 'mail', userAgent: 'mail' },
		cookies: { get: () => undefined, set() {}, delete() {} },
		standingIn: (id) => standingIn(base.db, account.id, id),
		actor: admit('ticketing', { account, contact, structure: { id: structureId ?? NO_STRUCTURE, exists } })
	};
}

export interface Brought {
	ids: string[];
	/** Names, sizes and, where one was not taken, why. */
	told: { name: string; size: number; refused: string | null }[];
}

/** Puts the files of a mail where those of the portal wait for their message. One that is bad is left out, and said. */
export async function bringFiles(base: Base, accountId: string, files: ParsedIncoming['files']): Promise<Brought> {
	const { maxFiles } = await limitsOf(base);
	const brought: Brought = { ids: [], told: [] };
	for (const { name, bytes } of files) {
		const told = (refused: string | null) => brought.told.push({ name, size: bytes.length, refused });
		if (brought.ids.length >= maxFiles) {
			told(m.files_too_many({ count: maxFiles }));
			continue;
		}
		try {
			const { id } = await uploadFor(base, accountId, { name, content: Readable.from([bytes]) });
			brought.ids.push(id);
			told(null);
		} catch (error) {
			if (!(error instanceof AppError) || ['storage_full', 'unavailable'].includes(error.code)) throw error;
			told(Object.values(error.fields ?? {})[0] ?? error.message);
		}
	}
	return brought;
}

/** The words as they go into the ticket, with what was left out. */
export function wordsToPost(body: string, { told }: Brought): string {
	const missing = told
		.filter(({ refused }) => refused !== null)
		.map(({ name, refused }) => m.incoming_file_refused({ name: name.replace(/[*_`[\]<>]/g, ' '), reason: refused! }));
	const notes = missing.length > 0 ? `\n\n${missing.join('\n')}`.slice(0, 2000) : '';
	const said = body === '' && told.length > 0 ? m.incoming_files_only() : body;
	const room = BODY_MAX - notes.length;
	if (said.length <= room) return said + notes;
	const cut = `\n\n${m.incoming_cut()}`;
	return said.slice(0, room - cut.length).toWellFormed() + cut + notes;
}
