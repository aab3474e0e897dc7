/** 215 409 814 00013, as it is printed. */
export const shownSiret = (siret: string): string =>
	siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4');
