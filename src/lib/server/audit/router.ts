import { listAuditInput } from '#lib/schemas/audit.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { listAudit } from './list.ts';

const procedure = procedureIn('audit');

export const audit = router({
	list: procedure.input(listAuditInput).query(({ ctx, input }) => listAudit(ctx, input))
});
