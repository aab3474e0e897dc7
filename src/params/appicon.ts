import { isAppIcon, type AppIconName } from '#lib/app-icons.ts';

/** The pictures of the installed application. */
export const match = (name: string): name is AppIconName => isAppIcon(name);
