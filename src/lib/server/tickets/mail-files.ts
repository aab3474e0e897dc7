import { m } from '#lib/paraglide/messages.js';
import { countFiles } from '#server/files/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { Told } from './told.ts';

/** How many files came with the words a mail brings: they are fetched in the portal, where rights hold. */
export async function filesTold(ctx: Pick<Base, 'db'>, { message }: Told, locale: 'fr' | 'en'): Promise<string[]> {
	const count = message.kind === 'message' ? await countFiles(ctx.db, message.id) : 0;
	return count > 0 ? [m.files_in_mail({ count }, { locale })] : [];
}
