import type { Ctx } from '#server/platform/context.ts';

const ON_A_PAGE = 50;

/** Who did what, newest first. */
export async function listAudit(ctx: Ctx<'manager'>, { before }: { before?: string | undefined }) {
	const rows = await ctx.db
		.selectFrom('auditEntry')
		.leftJoin('account', 'account.id', 'auditEntry.accountId')
		.leftJoin('structure', 'structure.id', 'auditEntry.structureId')
		.select([
			'auditEntry.id',
			'auditEntry.at',
			'auditEntry.actingAs',
			'auditEntry.act',
			'auditEntry.subjectId',
			'auditEntry.fromIp',
			'account.email',
			'structure.name as structure'
		])
		.$if(before !== undefined, (q) => q.where('auditEntry.id', '<', before!))
		.orderBy('auditEntry.id', 'desc')
		.limit(ON_A_PAGE + 1)
		.execute();
	const entries = rows.slice(0, ON_A_PAGE);
	return { entries, next: rows.length > ON_A_PAGE ? entries.at(-1)!.id : null };
}
