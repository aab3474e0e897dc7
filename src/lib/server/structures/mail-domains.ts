import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { mailDomainInput } from '#lib/schemas/structures.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { structureOf } from './domain.ts';
import { canonicalMailDomain } from './mail-domain.ts';
import * as domains from './mail-domain-store.ts';
import { isPublicProvider } from './public-providers.ts';
import * as store from './store.ts';

type Input = z.output<typeof mailDomainInput>;

export const MOST_MAIL_DOMAINS = 50;

/**
 * Records that addresses in a domain belong to a structure: whoever signs up with one asks to be let in there. `invalid`
 * for what is no domain or anybody's, `conflict` for another structure's. Nothing happens where it is recorded already.
 */
export function addMailDomain(ctx: Ctx<'staff'>, { structure: id, domain: typed }: Input): Promise<{ domain: string }> {
	return transact(ctx, async (ctx) => {
		const structure = await structureOf(ctx.db, id);
		const domain = canonicalMailDomain(typed);
		if (domain === null) throw refused('invalid', m.directory_domain_invalid());
		if (isPublicProvider(domain)) throw refused('invalid', m.directory_domain_public({ domain }));
		const holder = await store.findByMailDomain(ctx.db, domain);
		if (holder?.id === structure.id) return { domain };
		if (holder) throw refused('conflict', m.directory_domain_taken({ domain, structure: holder.name }));
		const recorded = await domains.domainsOf(ctx.db, structure.id);
		if (recorded.length >= MOST_MAIL_DOMAINS)
			throw refused('conflict', m.directory_domains_full({ most: MOST_MAIL_DOMAINS }));
		await domains.addDomain(ctx.db, { domain, structureId: structure.id, addedAt: ctx.now() });
		await recordAudit(ctx, 'structure.mail_domain_added', structure.id, { structureId: structure.id, domain });
		return { domain };
	});
}

/** Addresses in a domain lead to a structure no longer; who came by it stays. Nothing happens where it is not recorded. */
export function removeMailDomain(ctx: Ctx<'staff'>, { structure: id, domain }: Input): Promise<void> {
	return transact(ctx, async (ctx) => {
		const structure = await structureOf(ctx.db, id);
		if (await domains.removeDomain(ctx.db, structure.id, domain))
			await recordAudit(ctx, 'structure.mail_domain_removed', structure.id, { structureId: structure.id, domain });
	});
}

const refused = (code: 'invalid' | 'conflict', domain: string) =>
	new AppError(code, m.errors_invalid(), { fields: { domain } });
