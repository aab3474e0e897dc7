import type { DocumentKind } from '#lib/schemas/document-choices.ts';
import type { StructureKey } from './structures.ts';

export interface DemoDocument {
	title: string;
	description: string;
	/** File beside this one. */
	file: string;
	publishedDaysAgo: number;
	audience: 'public';
}

export const documents: DemoDocument[] = [
	{
		title: 'Certificat Qualiopi',
		description: 'La certification qualité de nos actions de formation, valable trois ans.',
		file: 'certificat-qualiopi.pdf',
		publishedDaysAgo: 19,
		audience: 'public'
	}
];

/** One of a structure's, whose page is made when the demo is loaded. */
export interface DemoPaper {
	structure: StructureKey;
	kind: DocumentKind;
	title: string;
	description?: string;
	fileName: string;
	daysAgo: number;
	audience: 'accounting' | 'everybody' | 'administrators' | 'dpo';
	lines: string[];
}

const invoice = (
	structure: StructureKey,
	{
		number,
		customer,
		month,
		amount,
		daysAgo
	}: { number: string; customer: string; month: string; amount: string; daysAgo: number }
): DemoPaper => ({
	structure,
	kind: 'invoice',
	title: `Facture ${number} – ${month}`,
	fileName: `${number}_${customer}_${month.replace(' ', '-')}.pdf`,
	daysAgo,
	audience: 'accounting',
	lines: [
		`Facture ${number}`,
		'DEFI Informatique',
		`Code client : ${customer}`,
		`Période : ${month}`,
		'',
		'Abonnement, maintenance et assistance',
		`Montant toutes taxes comprises : ${amount} €`,
		'Paiement à trente jours par virement',
		'',
		'Document de démonstration, sans valeur.'
	]
});

export const papers: DemoPaper[] = [
	invoice('sexey', { number: 'FAC-2026-0731', customer: 'C10601', month: 'août', amount: '348,00', daysAgo: 82 }),
	invoice('sexey', { number: 'FAC-2026-0842', customer: 'C10601', month: 'septembre', amount: '348,00', daysAgo: 52 }),
	invoice('sexey', { number: 'FAC-2026-0957', customer: 'C10601', month: 'octobre', amount: '402,00', daysAgo: 21 }),
	invoice('commercy', {
		number: 'FAC-2026-0844',
		customer: 'C10602',
		month: 'septembre',
		amount: '1 260,00',
		daysAgo: 51
	}),
	invoice('commercy', {
		number: 'FAC-2026-0959',
		customer: 'C10602',
		month: 'octobre',
		amount: '1 260,00',
		daysAgo: 20
	}),
	invoice('maron', { number: 'FAC-2026-0961', customer: 'C10606', month: 'octobre', amount: '276,00', daysAgo: 20 }),
	{
		structure: 'sexey',
		kind: 'contract',
		title: 'Contrat de maintenance 2026-2028',
		description: 'Signé le 12 janvier 2026, avec ses conditions générales.',
		fileName: 'contrat-maintenance-2026-2028.pdf',
		daysAgo: 300,
		audience: 'administrators',
		lines: [
			'Contrat de maintenance',
			'Mairie de Sexey-aux-Forges',
			'Du 1er janvier 2026 au 31 décembre 2028',
			'',
			'Document de démonstration, sans valeur.'
		]
	},
	{
		structure: 'sexey',
		kind: 'certificate',
		title: 'Attestation de formation – facturation',
		description: 'Session du 3 octobre 2026, deux participants.',
		fileName: 'attestation-formation-2026-10-03.pdf',
		daysAgo: 48,
		audience: 'everybody',
		lines: [
			'Attestation de formation',
			'Mairie de Sexey-aux-Forges',
			'Facturation périscolaire, 3 octobre 2026',
			'',
			'Document de démonstration, sans valeur.'
		]
	},
	{
		structure: 'commercy',
		kind: 'other',
		title: 'Annexe de sous-traitance (RGPD)',
		description: '',
		fileName: 'annexe-rgpd.pdf',
		daysAgo: 120,
		audience: 'dpo',
		lines: [
			'Annexe de sous-traitance',
			'CFA du Pays de Commercy',
			'Article 28 du règlement général sur la protection des données',
			'',
			'Document de démonstration, sans valeur.'
		]
	}
];
