/** What the vendor sells, in the order of its catalogue. */
export const products = {
	finances: 'Finances et paie',
	population: 'État civil et élections',
	schools: 'Cantine et périscolaire',
	training: 'Gestion de la formation',
	billing: 'Devis et facturation',
	portal: 'Espace client'
} as const;

export type ProductKey = keyof typeof products;
