import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Structured logs, one JSON object a line on standard output. Never pass personal data: no address, name or message text. */
export function createLog(level: string): Log {
	return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}
