export interface DemoStructure {
	name: string;
	customerNumber: string;
	/** Invented, with right check digits. */
	siret: string;
	/** Requests from this mail domain are attached to the structure. */
	mailDomain: string;
	address: { label: string; street: string; complement: string; postalCode: string; city: string };
	phones: { label: string; number: string }[];
}

/** Real places; numbers, phones (ranges kept for fiction) and mail domains (`.example`) reach nobody. */
export const structures = {
	sexey: {
		name: 'Mairie de Sexey-aux-Forges',
		customerNumber: 'C10601',
		siret: '21540981400013',
		mailDomain: 'sexey-aux-forges.example',
		address: {
			label: 'Mairie',
			street: '37 rue de la Moselle',
			complement: '',
			postalCode: '54550',
			city: 'Sexey-aux-Forges'
		},
		phones: [
			{ label: 'Accueil', number: '0353011037' },
			{ label: 'Service périscolaire', number: '0353011038' }
		]
	},
	commercy: {
		name: 'CFA du Pays de Commercy',
		customerNumber: 'C10602',
		siret: '91350276100012',
		mailDomain: 'cfa-commercy.example',
		address: {
			label: 'Site principal',
			street: '214 avenue Stanislas',
			complement: 'Bâtiment C, 1er étage',
			postalCode: '55200',
			city: 'Commercy'
		},
		phones: [
			{ label: 'Standard', number: '0353012140' },
			{ label: 'Comptabilité', number: '0353012146' }
		]
	},
	madon: {
		name: 'Communauté de communes Moselle et Madon',
		customerNumber: 'C10603',
		siret: '20009174200011',
		mailDomain: 'moselle-madon.example',
		address: {
			label: 'Siège',
			street: '318 rue des Forges',
			complement: '',
			postalCode: '54230',
			city: 'Neuves-Maisons'
		},
		phones: [{ label: 'Standard', number: '0353013210' }]
	},
	luneville: {
		name: 'Mission locale du Lunévillois',
		customerNumber: 'C10604',
		siret: '40182963500010',
		mailDomain: 'mission-locale-lunevillois.example',
		address: {
			label: 'Adresse principale',
			street: '93 rue de la Faïencerie',
			complement: 'Rez-de-chaussée',
			postalCode: '54300',
			city: 'Lunéville'
		},
		phones: [{ label: 'Accueil', number: '0353014393' }]
	},
	saintois: {
		name: 'École de conduite du Saintois',
		customerNumber: 'C10605',
		siret: '82967415900019',
		mailDomain: 'conduite-saintois.example',
		address: {
			label: 'Agence',
			street: '58 rue du Faubourg',
			complement: '',
			postalCode: '54330',
			city: 'Vézelise'
		},
		phones: [{ label: 'Agence', number: '0639985433' }]
	},
	maron: {
		name: 'Syndicat intercommunal scolaire des Rives de Moselle',
		customerNumber: 'C10606',
		siret: '25540938500010',
		mailDomain: 'sis-rives-moselle.example',
		address: {
			label: 'Siège',
			street: '46 rue de l’École',
			complement: 'Mairie de Maron',
			postalCode: '54230',
			city: 'Maron'
		},
		phones: [{ label: 'Secrétariat', number: '0353015446' }]
	}
} as const satisfies Record<string, DemoStructure>;

export type StructureKey = keyof typeof structures;
