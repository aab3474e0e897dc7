declare module '#server/platform/db.ts' {
	interface Database {
		importRun: ImportRunTable;
		importProblem: ImportProblemTable;
		importedRow: ImportedRowTable;
		/** Whom the import listed, by the address they have now, and when they first chose a password. */
		broughtPerson: { email: string; activatedAt: string | null };
		/** How many of them did in each hour, such as 2026-11-26T14, in UTC. */
		broughtHour: { hour: string; activated: number };
		stagedContact: { line: number; value: string };
	}
}

/** One run over files of the old portal. */
export interface ImportRunTable {
	id: string;
	/** Null for the operator's command line. */
	startedBy: string | null;
	startedAt: string;
	endedAt: string | null;
	/**
	 * `waiting` until the portal takes it up. `checked` and `refused` wrote nothing: nothing was to be written, or a row was refused and not to be left out;
	 * `unreadable` is a file that is none of the old portal's, `failed` and `interrupted` an accident.
	 */
	state: 'waiting' | 'running' | 'checked' | 'refused' | 'done' | 'unreadable' | 'failed' | 'interrupted';
	/** 1 where nothing was to be written. */
	dryRun: number;
	/** 1 where refused rows were to be left out. */
	leaveOut: number;
	/** Names of the files; null for one that was not given. */
	structuresFile: string | null;
	contactsFile: string | null;
	/** Where the files wait, by the id their sender got; null for those of the command line. */
	structuresUpload: string | null;
	contactsUpload: string | null;
	/** JSON of `Counts`; null until it ended. */
	counts: string | null;
	/** JSON of the `FileFault` and its file; null where there is none. */
	failure: string | null;
}

/** What was to be said about one cell, in the order of the report. */
export interface ImportProblemTable {
	runId: string;
	position: number;
	/** Keeps a whole row out, or its value at most, or tells that the portal's own value stays. */
	severity: 'refused' | 'warning' | 'kept';
	file: 'structures' | 'contacts';
	line: number;
	/** Empty for the row as a whole. */
	columnName: string;
	/** A `Reason`. */
	reason: string;
	found: string;
	firstLine: number | null;
	live: string | null;
}

/** What the row of a structure or contact last said: the base on which the next import is merged. */
export interface ImportedRowTable {
	ownerId: string;
	/**
	 * Of a contact: under which address, in which structure. They may have moved to another since, and whoever was removed
	 * is known by it; of them no more is kept.
	 */
	structureId: string | null;
	email: string | null;
	/** JSON of what was followed. */
	said: string;
}
