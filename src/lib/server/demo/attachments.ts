import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Base } from '#server/platform/context.ts';
import type { TicketFileTable } from '#server/files/table.ts';
import { tickets } from './tickets.ts';

type Described = Omit<TicketFileTable, 'id' | 'ticketId' | 'messageId' | 'position'>;
export type Attachments = Map<string, Described>;

const TYPES: Record<string, string> = { '.png': 'image/png', '.pdf': 'application/pdf', '.txt': 'text/plain' };

/** Stores what the demo's people send with their tickets, as it would be had they sent it. */
export async function storeAttachments({ files }: Pick<Base, 'files'>, folder: string): Promise<Attachments> {
	const stored: Attachments = new Map();
	const names = tickets.flatMap(({ messages }) => messages.flatMap(({ files = [] }) => files));
	for (const name of new Set(names)) {
		const bytes = readFileSync(join(folder, name));
		const preview = join(folder, name.replace(/\.png$/, '.preview.webp'));
		const isPicture = name.endsWith('.png') && existsSync(preview);
		stored.set(name, {
			hash: await files.put(bytes),
			name,
			type: TYPES[extname(name)]!,
			size: bytes.length,
			...(isPicture ? sizeOf(bytes) : { width: null, height: null }),
			previewHash: isPicture ? await files.put(readFileSync(preview)) : null
		});
	}
	return stored;
}

/** Of a PNG: its header says it. */
const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });
