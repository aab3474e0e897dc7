import { m } from '#lib/paraglide/messages.js';

/** A file the portal has, waiting for its message. */
export interface WaitingFile {
	id: string;
	name: string;
	size: number;
	type: string;
}

export type Sent = { file: WaitingFile } | { refused: string } | { broken: string; away?: true };

/** Sends one file, telling how far it is, from 0 to 1; at 1 it is looked at before the answer comes. */
export function sendFile(file: File, told: (part: number) => void): { sent: Promise<Sent>; stop(): void } {
	// Not fetch: it cannot tell how far sending is.
	const request = new XMLHttpRequest();
	const sent = new Promise<Sent>((resolve) => {
		request.upload.addEventListener('progress', ({ loaded, total }) => told(total ? loaded / total : 0));
		request.upload.addEventListener('load', () => told(1));
		request.addEventListener('load', () => resolve(answerOf(request)));
		for (const end of ['error', 'abort', 'timeout'])
			request.addEventListener(end, () => resolve({ broken: m.files_network(), away: true }));
	});
	request.open('POST', '/files');
	request.setRequestHeader('accept', 'application/json');
	request.setRequestHeader('content-type', 'application/octet-stream');
	request.setRequestHeader('x-file-name', encodeURIComponent(file.name.toWellFormed?.() ?? file.name));
	request.send(file);
	return { sent, stop: () => request.abort() };
}

function answerOf({ status, responseText }: XMLHttpRequest): Sent {
	try {
		const told = JSON.parse(responseText) as WaitingFile & { message: string };
		if (status === 201) return { file: told };
		// What will not do now may do later; what is wrong with the file itself will not.
		return status === 413 || status === 422 ? { refused: told.message } : { broken: told.message };
	} catch {
		return { broken: m.files_network() };
	}
}
