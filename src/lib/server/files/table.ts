declare module '#server/platform/db.ts' {
	interface Database {
		upload: UploadTable;
		ticketFile: TicketFileTable;
	}
}

/** What is known of a file. The bytes lie in the data folder, under their hash. */
export interface Described {
	hash: string;
	/** As the person called it, fit to be a file's name anywhere. */
	name: string;
	type: string;
	/** In bytes. */
	size: number;
	/** Of a picture, in pixels. */
	width: number | null;
	height: number | null;
	/** A picture's small WebP. */
	previewHash: string | null;
}

/** A file somebody has put and not yet sent with a message; forgotten when that does not come. */
export interface UploadTable extends Described {
	id: string;
	accountId: string;
	createdAt: string;
	expiresAt: string;
}

/** A file of a message. Who may have it is who may read that message. */
export interface TicketFileTable extends Described {
	id: string;
	ticketId: string;
	messageId: string;
	/** As the person put them in order. */
	position: number;
}
