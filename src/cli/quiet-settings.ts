import { readSettings, type Settings } from '#server/platform/settings.ts';

/** The portal's settings, with logs only of what is wrong: a command says by itself what it did. */
export const quietSettings = (): Settings =>
	readSettings({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL || 'warn' });
