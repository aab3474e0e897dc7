import { bringImportInput, checkImportInput, importReportInput, readImportInput } from '#lib/schemas/imports.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { bringFiles, checkFiles, exportReport, listRuns, readRun } from './console.ts';

const manager = procedureIn('imports');

export const imports = router({
	list: manager.query(({ ctx }) => listRuns(ctx)),
	read: manager.input(readImportInput).query(({ ctx, input }) => readRun(ctx, input)),
	report: manager.input(importReportInput).query(({ ctx, input }) => exportReport(ctx, input)),
	check: manager.input(checkImportInput).mutation(({ ctx, input }) => checkFiles(ctx, input)),
	bring: manager.input(bringImportInput).mutation(({ ctx, input }) => bringFiles(ctx, input))
});
