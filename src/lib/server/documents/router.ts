import { z } from 'zod';
import {
	addDocumentsInput,
	addPublicInput,
	batchFileInput,
	batchFilesInput,
	batchInput,
	changeBatchFileInput,
	createBatchInput,
	documentInput,
	editDocumentInput,
	keptDocumentsInput,
	listDocumentsInput,
	publishBatchInput
} from '#lib/schemas/documents.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as reading from './batch-reading.ts';
import * as batches from './batches.ts';
import * as domain from './domain.ts';
import * as keeping from './keeping.ts';

const open = procedureIn('documents');
const member = procedureIn('documents', 'member');
const staff = procedureIn('documents', 'staff');

export const documents = router({
	listPublic: open.query(({ ctx }) => domain.listPublic(ctx)),
	publicDocument: open
		.input(z.object({ id: z.string().max(64) }))
		.query(({ ctx, input }) => domain.publicDocument(ctx, input)),

	list: member.input(listDocumentsInput).query(({ ctx, input }) => domain.listDocuments(ctx, input)),
	file: member.input(documentInput).query(({ ctx, input }) => domain.memberDocument(ctx, input)),

	kept: staff.input(keptDocumentsInput).query(({ ctx, input }) => keeping.listKept(ctx, input)),
	read: staff.input(documentInput).query(({ ctx, input }) => keeping.readKept(ctx, input)),
	staffFile: staff.input(documentInput).query(({ ctx, input }) => keeping.keptFile(ctx, input)),
	add: staff.input(addDocumentsInput).mutation(({ ctx, input }) => keeping.addDocuments(ctx, input)),
	addPublic: staff.input(addPublicInput).mutation(({ ctx, input }) => keeping.addPublic(ctx, input)),
	edit: staff.input(editDocumentInput).mutation(({ ctx, input }) => keeping.editDocument(ctx, input)),
	withdraw: staff.input(documentInput).mutation(({ ctx, input }) => keeping.withdrawDocument(ctx, input)),
	forgetFile: staff.input(documentInput).mutation(({ ctx, input }) => keeping.forgetFile(ctx, input)),

	batches: staff.query(({ ctx }) => reading.listBatches(ctx)),
	batch: staff.input(batchFilesInput).query(({ ctx, input }) => reading.readBatch(ctx, input)),
	batchFile: staff.input(batchFileInput).query(({ ctx, input }) => reading.readBatchFile(ctx, input)),
	batchFileBytes: staff.input(batchFileInput).query(({ ctx, input }) => reading.batchFileBytes(ctx, input)),
	createBatch: staff.input(createBatchInput).mutation(({ ctx, input }) => batches.createBatch(ctx, input)),
	changeBatchFile: staff.input(changeBatchFileInput).mutation(({ ctx, input }) => batches.changeBatchFile(ctx, input)),
	leaveOut: staff.input(batchFileInput).mutation(({ ctx, input }) => batches.leaveOut(ctx, input)),
	putBack: staff.input(batchFileInput).mutation(({ ctx, input }) => batches.putBack(ctx, input)),
	publishBatch: staff.input(publishBatchInput).mutation(({ ctx, input }) => batches.publishBatch(ctx, input)),
	discardBatch: staff.input(batchInput).mutation(({ ctx, input }) => batches.discardBatch(ctx, input))
});
