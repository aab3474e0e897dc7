export interface DemoNews {
	title: string;
	/** Markdown. */
	body: string;
	publishedDaysAgo: number;
	pinned?: true;
	/** WebP in `pictures/`, 1200 × 675. */
	picture: string;
	/** What the picture shows. */
	alternative: string;
	/** `public` stands on the sign-in page, `inside` only in the portal. */
	audience: 'public' | 'inside';
}

export const news: DemoNews[] = [
	{
		title: 'Bienvenue dans votre nouvel espace client',
		body: `Votre espace client fait peau neuve. Plus clair, plus rapide, il s’ouvre aussi bien sur votre téléphone que sur votre ordinateur.

Vous y retrouvez vos demandes, nos réponses et vos interlocuteurs. **L’administrateur de votre structure décide qui y entre** : un clic sur le cadenas suffit. En attendant sa validation, vous pouvez déjà nous écrire.

Pour votre première connexion, choisissez un nouveau mot de passe : l’ancien n’a pas été repris. Un doute, une question ? Ouvrez un ticket, nous sommes là.`,
		publishedDaysAgo: 5,
		pinned: true,
		picture: 'nouvel-espace.webp',
		alternative: 'Une personne de dos devant une grande porte ouverte sur des collines ensoleillées.',
		audience: 'public'
	},
	{
		title: 'Notre certification Qualiopi est renouvelée',
		body: `À l’issue de deux jours d’audit, notre certification **Qualiopi** est renouvelée pour trois ans, sans aucune non-conformité, au titre des actions de formation.

L’auditrice a retenu le suivi des participants après la formation et la clarté de nos supports. Ce sont vos retours qui les ont façonnés : merci à vous.

Le certificat se télécharge depuis la page de connexion. Vous pouvez le joindre à vos demandes de prise en charge.`,
		publishedDaysAgo: 19,
		picture: 'qualiopi.webp',
		alternative: 'Une rosette dorée à deux rubans, posée devant des feuillages.',
		audience: 'public'
	},
	{
		title: 'Facture électronique 2026 : ce qui change pour vous',
		body: `Depuis le 1er septembre 2026, toute entreprise doit pouvoir **recevoir** des factures électroniques. L’obligation d’en **émettre** s’étend aux petites et moyennes entreprises le 1er septembre 2027. Les collectivités continuent, elles, de passer par Chorus Pro.

Nos modules de facturation sont prêts :

- réception et classement des factures de vos fournisseurs ;
- émission au format Factur-X, sans rien changer à vos habitudes ;
- suivi de chaque facture, du dépôt au paiement.

Vérifiez dès maintenant le SIRET et l’adresse de vos clients : une fiche complète, c’est une facture qui arrive du premier coup.`,
		publishedDaysAgo: 33,
		picture: 'facture-electronique.webp',
		alternative: 'Des factures s’envolent d’un bureau et deviennent des oiseaux de papier.',
		audience: 'public'
	},
	{
		title: 'Nos horaires d’été',
		body: `Du 15 juillet au 20 août, notre support vous répond **du lundi au vendredi, de 8 h 30 à 12 h 30**. L’après-midi, une personne d’astreinte traite les demandes bloquantes.

Vos tickets restent ouverts jour et nuit : écrivez-nous quand vous voulez, nous vous lisons dès le lendemain matin. Toute l’équipe vous souhaite un bel été.`,
		publishedDaysAgo: 131,
		picture: 'horaires-ete.webp',
		alternative: 'Le soleil se couche derrière un lac de montagne ; quelqu’un lit dans une barque.',
		audience: 'public'
	},
	{
		title: 'La version 2026.4 est arrivée',
		body: `Cette version est née de vos demandes. En voici l’essentiel :

- **Sessions** : le planning signale les salles et les formateurs pris deux fois ;
- **Cantine** : un motif d’absence se corrige pour toute une classe ;
- **Paie** : une rubrique dont la date de fin est passée est annoncée avant le calcul.

L’installation dure une vingtaine de minutes et demande 13 Go libres sur le disque des données. Lancez-la de préférence hors des heures d’ouverture ; si la place manque, le logiciel revient de lui-même à la version précédente.

Vous préférez que nous nous en chargions ? Ouvrez un ticket, nous conviendrons d’une heure.`,
		publishedDaysAgo: 11,
		picture: 'version-2026-4.webp',
		alternative: 'Un petit personnage gravit un escalier de blocs colorés ; une montgolfière apporte le bloc suivant.',
		audience: 'inside'
	},
	{
		title: 'Webinaire : réussir son audit Qualiopi',
		body: `Quarante-cinq minutes, puis vos questions. Mona Vautrin et Alix Nguyen vous montrent comment préparer un dossier de preuves complet, indicateur par indicateur, à partir de ce que le logiciel sait déjà.

Au programme : choisir ses sessions témoins, repérer les pièces manquantes, tenir le jour de l’audit sans imprimer une seule page.

**L’inscription est gratuite** : ouvrez un ticket avec pour sujet « Webinaire Qualiopi » et le nombre de participants. L’enregistrement sera envoyé à tous les inscrits.`,
		publishedDaysAgo: 8,
		picture: 'webinaire.webp',
		alternative:
			'Trois personnes conversent autour d’une table, devant une grande fenêtre ronde ouverte sur des collines.',
		audience: 'inside'
	}
];
