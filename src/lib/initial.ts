/** What stands for a vendor that has no picture: the first letter or digit of its name, whatever that begins with. */
export const initialOf = (name: string): string => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? 'e').toUpperCase();
