import type { Person } from './cast.ts';

/** Ordinary people around the named cast, so that lists look alive: no test relies on one of them. */
export const extras = {
	jeanBaptiste: {
		civility: 'm',
		firstName: 'Jean-Baptiste',
		lastName: 'de La Tour-Villard',
		email: 'jb.delatour@sexey-aux-forges.example',
		function: 'Maire',
		phone: '',
		memberships: [{ structure: 'sexey', access: 'active', role: 'user', referents: [], sinceDaysAgo: 400 }]
	},
	anneSophie: {
		civility: 'mme',
		firstName: 'Anne-Sophie',
		lastName: 'Châtelain-Wojciechowski',
		email: 'anne-sophie.chatelain@sexey-aux-forges.example',
		function: 'Responsable des services périscolaires et de la restauration scolaire',
		phone: '0353011038',
		memberships: [{ structure: 'sexey', access: 'active', role: 'user', referents: [], sinceDaysAgo: 190 }]
	},
	loic: {
		civility: 'm',
		firstName: 'Loïc',
		lastName: 'Hénaff',
		email: 'loic.henaff@sexey-aux-forges.example',
		function: '',
		phone: '',
		memberships: [{ structure: 'sexey', access: 'pending', role: 'user', referents: [], sinceDaysAgo: 1 }]
	},
	francoise: {
		civility: 'mme',
		firstName: 'Françoise',
		lastName: 'Gœury',
		email: 'francoise.goeury@sexey-aux-forges.example',
		function: 'Bibliothécaire',
		phone: '0639981110',
		memberships: [{ structure: 'sexey', access: 'invited', role: 'user', referents: [], sinceDaysAgo: 2 }]
	},
	elie: {
		civility: 'm',
		firstName: 'Élie',
		lastName: 'Mougeot',
		email: 'elie.mougeot@sexey-aux-forges.example',
		function: 'Garde champêtre chef',
		phone: '0639981111',
		memberships: [{ structure: 'sexey', access: 'none', role: 'user', referents: [], sinceDaysAgo: 420 }]
	},
	corinne: {
		civility: 'mme',
		firstName: 'Corinne',
		lastName: 'Szczepanski',
		email: 'corinne.szczepanski@cfa-commercy.example',
		function: 'Responsable administrative et financière',
		phone: '0353012146',
		memberships: [
			{ structure: 'commercy', access: 'active', role: 'user', referents: ['accounting'], sinceDaysAgo: 370 }
		]
	},
	aissatou: {
		civility: 'mme',
		firstName: 'Aïssatou',
		lastName: 'N’Diaye',
		email: 'aissatou.ndiaye@cfa-commercy.example',
		function: 'Chargée de la qualité',
		phone: '0353012148',
		memberships: [{ structure: 'commercy', access: 'active', role: 'user', referents: ['dpo'], sinceDaysAgo: 120 }]
	},
	yannick: {
		civility: 'm',
		firstName: 'Yannick',
		lastName: 'Le Bihan',
		email: 'yannick.lebihan@cfa-commercy.example',
		function: '',
		phone: '0639981112',
		memberships: [{ structure: 'commercy', access: 'active', role: 'user', referents: ['technical'], sinceDaysAgo: 90 }]
	},
	solene: {
		civility: 'mme',
		firstName: 'Solène',
		lastName: 'Didierjean',
		email: 'solene.didierjean@moselle-madon.example',
		function: 'Directrice générale des services',
		phone: '0353013211',
		memberships: [{ structure: 'madon', access: 'active', role: 'administrator', referents: [], sinceDaysAgo: 410 }]
	},
	karim: {
		civility: 'm',
		firstName: 'Karim',
		lastName: 'Belkacem',
		email: 'karim.belkacem@moselle-madon.example',
		function: 'Responsable informatique',
		phone: '0353013217',
		memberships: [
			{ structure: 'madon', access: 'active', role: 'administrator', referents: ['technical'], sinceDaysAgo: 405 }
		]
	},
	etienne: {
		civility: 'm',
		firstName: 'Étienne',
		lastName: 'Noël-Vuillaume',
		email: 'etienne.noel-vuillaume@moselle-madon.example',
		function: 'Délégué à la protection des données mutualisé',
		phone: '',
		memberships: [
			{ structure: 'madon', access: 'active', role: 'user', referents: ['dpo'], sinceDaysAgo: 250 },
			{ structure: 'sexey', access: 'active', role: 'user', referents: ['dpo'], sinceDaysAgo: 248 }
		]
	},
	maelys: {
		civility: 'mme',
		firstName: 'Maëlys',
		lastName: 'Rouyer',
		email: 'maelys.rouyer@moselle-madon.example',
		function: 'Gestionnaire paie et carrières',
		phone: '0353013224',
		memberships: [{ structure: 'madon', access: 'active', role: 'user', referents: [], sinceDaysAgo: 75 }]
	},
	berengere: {
		civility: 'mme',
		firstName: 'Bérengère',
		lastName: 'Zimmermann',
		email: 'berengere.zimmermann@mission-locale-lunevillois.example',
		function: 'Directrice',
		phone: '0353014394',
		memberships: [
			{ structure: 'luneville', access: 'active', role: 'administrator', referents: ['accounting'], sinceDaysAgo: 330 }
		]
	},
	matheo: {
		civility: 'm',
		firstName: 'Mathéo',
		lastName: 'Saint-Dizier',
		email: 'matheo.saint-dizier@mission-locale-lunevillois.example',
		function: 'Conseiller en insertion professionnelle',
		phone: '0639981113',
		memberships: [{ structure: 'luneville', access: 'active', role: 'user', referents: [], sinceDaysAgo: 45 }]
	},
	gilles: {
		civility: 'm',
		firstName: 'Gilles',
		lastName: 'Poirot',
		email: 'gilles.poirot@conduite-saintois.example',
		function: 'Gérant',
		phone: '0639985434',
		memberships: [{ structure: 'saintois', access: 'none', role: 'administrator', referents: [], sinceDaysAgo: 400 }]
	},
	oceane: {
		civility: 'mme',
		firstName: 'Océane',
		lastName: 'Poirot',
		email: 'oceane.poirot@conduite-saintois.example',
		function: 'Secrétaire',
		phone: '0639985433',
		memberships: [{ structure: 'saintois', access: 'pending', role: 'user', referents: [], sinceDaysAgo: 8 }]
	},
	hugues: {
		civility: 'm',
		firstName: 'Hugues',
		lastName: 'Vannier',
		email: 'hugues.vannier@sis-rives-moselle.example',
		function: 'Président du syndicat',
		phone: '',
		memberships: [{ structure: 'maron', access: 'active', role: 'user', referents: [], sinceDaysAgo: 280 }]
	}
} satisfies Record<string, Person>;
