/** Lower case, without accents, curly apostrophes or joined letters: what is typed and what is stored meet here. */
export const fold = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.replace(/œ/gi, 'oe')
		.replace(/æ/gi, 'ae')
		.replace(/[‘’ʼ]/g, "'")
		.replace(/\s+/g, ' ')
		.toLowerCase();
