import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { uploadIds } from './files.ts';
import { box, id } from './form-fields.ts';

/** One file of structures and one of contacts, whatever a message may carry. */
export const IMPORT_FILES_MAX = 2;

export const checkImportInput = z.object({ files: uploadIds.meta({ label: m.imports_files }) });
export const bringImportInput = z.object({ run: id, leaveOut: box });

/** Which problems of a run are read: those after a position, of one severity or all. */
export const readImportInput = z.object({
	run: id,
	severity: z.enum(['refused', 'kept', 'warning']).optional(),
	after: z.coerce.number().int().min(0).max(10_000_000).optional()
});
export const importReportInput = z.object({ run: id });
