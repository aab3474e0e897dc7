/** One line of the doctor: what is, and what to do about it. A note is fine for trying out, seldom for customers. */
export interface Finding {
	level: 'ok' | 'note' | 'problem';
	says: string;
	todo?: string;
}

export const ok = (says: string): Finding => ({ level: 'ok', says });
export const note = (says: string, todo: string): Finding => ({ level: 'note', says, todo });
export const problem = (says: string, todo: string): Finding => ({ level: 'problem', says, todo });
