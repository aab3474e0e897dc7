import type { NavEntry } from '#lib/ui/ShellNav.svelte';

export const vendor = { name: 'DEFI Informatique' };

export const refusal = {
	form: 'refuse',
	errors: {
		email: 'Indiquez une adresse complète, par exemple claire.petit@mairie.fr.',
		subject: 'Dites en quelques mots de quoi il s’agit.',
		product: 'Choisissez le logiciel concerné.',
		urgency: 'Choisissez une urgence.',
		terms: 'Cochez la case pour continuer.'
	}
};

export const fileRows = [
	{ key: 1, name: 'capture-2026-11-22.png', size: 1, state: 'ready' as const, part: 1, id: '1' },
	{
		key: 2,
		name: 'sauvegarde-de-la-base-de-donnees-de-production-du-21-novembre.zip',
		size: 1,
		state: 'sending' as const,
		part: 0.4
	},
	{ key: 3, name: 'photo.jpg', size: 1, state: 'checking' as const, part: 1 },
	{
		key: 4,
		name: 'outil.exe',
		size: 1,
		state: 'refused' as const,
		part: 0,
		reason: 'Les programmes ne sont pas acceptés.'
	},
	{ key: 5, name: 'export.xlsx', size: 1, state: 'broken' as const, part: 0, reason: 'L’envoi a été interrompu.' }
];

export const attachments = [
	'facture-2026-10.pdf',
	'export.xlsx',
	'sauvegarde.zip',
	'message.eml',
	'film.mp4',
	'base.dat'
].map((name, id) => ({ id: String(id), name, size: 1_400_000 * (id + 1), width: null, height: null, preview: false }));

export const civilities = [
	{ value: 'mme', label: 'Madame' },
	{ value: 'm', label: 'Monsieur' }
];

export const urgencies = [
	{ value: 'blocking', label: 'Bloquant', hint: 'Je ne peux plus travailler' },
	{ value: 'annoying', label: 'Gênant', hint: 'Je travaille avec difficulté' },
	{ value: 'minor', label: 'Mineur', hint: 'Cela peut attendre' }
];

export const products = [
	{ value: 'compta', label: 'Comptabilité publique' },
	{ value: 'paie', label: 'Paie des agents' },
	{ value: 'formation', label: 'Gestion des formations' }
];

export const rules = [
	{ id: 'length', label: '8 caractères au moins', test: (value: string) => value.length >= 8 },
	{ id: 'digit', label: 'un chiffre', test: (value: string) => /\d/.test(value) },
	{ id: 'upper', label: 'une majuscule', test: (value: string) => /\p{Lu}/u.test(value) },
	{ id: 'symbol', label: 'un signe parmi $ ? ! & % * _ @', test: (value: string) => /[$?!&%*_@]/.test(value) }
];

export const people = [
	{
		id: 1,
		name: 'Claire Petit',
		civility: 'Mme',
		function: 'Secrétaire générale',
		email: 'claire.petit@mairie-vandoeuvre.fr',
		phone: '03 83 90 10 00',
		open: false
	},
	{
		id: 2,
		name: 'Adam Lefèvre',
		civility: 'M.',
		function: 'Responsable informatique',
		email: 'adam.lefevre@mairie-vandoeuvre.fr',
		phone: '03 83 90 10 12',
		open: true
	},
	{
		id: 3,
		name: 'Marie-Bénédicte de La Rochefoucauld-Montbazon',
		civility: 'Mme',
		function: 'Directrice des ressources humaines et de la formation professionnelle',
		email: 'marie-benedicte.delarochefoucauld@mairie-vandoeuvre.fr',
		phone: '',
		open: true
	}
];

export const columns = [
	{ key: 'name', label: 'Identité', sort: { href: '?tri=nom', direction: 'ascending' as const } },
	{ key: 'function', label: 'Fonction', sort: { href: '?tri=fonction' } },
	{ key: 'contact', label: 'Coordonnées' },
	{ key: 'access', label: 'Accès', width: '8.5rem' },
	{ key: 'actions', label: 'Actions', bare: true, width: '3rem' }
];

const reason = 'En attente de validation par votre administrateur';

export const entries: NavEntry[] = [
	{ href: '?frame=shell', label: 'Accueil', icon: 'house' },
	{ href: '/dev/tickets', label: 'Tickets', icon: 'ticket', current: true, count: 3 },
	{ href: '/dev/contacts', label: 'Interlocuteurs', short: 'Contacts', icon: 'users' },
	{ href: '/dev/structure', label: 'Ma structure', icon: 'building-complex' },
	{ href: '/dev/news', label: 'Actualités', icon: 'newspaper' }
];

export const closedEntries = entries.map((entry) =>
	entry.label === 'Tickets' ? { ...entry, count: 0 } : { ...entry, closed: reason }
);

export const manyEntries: NavEntry[] = [
	...entries,
	{ href: '/dev/mail', label: 'Envois', icon: 'newspaper', count: 120 }
];

export const definitions = [
	{ label: 'Raison sociale', value: 'Commune de Vandœuvre-lès-Nancy' },
	{ label: 'SIRET', value: '215 405 473 00019' },
	{ label: 'Code client', value: 'C004512' },
	{ label: 'Téléphone', value: null }
];

export const steps = [
	{ label: 'Votre demande', text: 'Envoyée le 20 novembre 2026' },
	{ label: 'Validation par votre administrateur', text: 'Adam Lefèvre a été prévenu' },
	{ label: 'Accès complet' }
];

export const tabs = [
	{ href: '?tab=1', label: 'À traiter', current: true, count: 12 },
	{ href: '?tab=2', label: 'En attente', count: 4 },
	{ href: '?tab=3', label: 'Clos' }
];

export const text = {
	files: 'Fichiers joints',
	title: 'Composants',
	subtitle: 'Chaque élément de l’interface, dans chacun de ses états.',
	back: 'Retour à l’accueil',
	buttons: 'Boutons',
	primary: 'Ouvrir un ticket',
	secondary: 'Modifier',
	quiet: 'Annuler',
	danger: 'Retirer l’accès',
	small: 'Petit',
	large: 'Je me connecte',
	link: 'Un lien',
	disabled: 'Indisponible',
	waiting: 'Envoyer',
	iconAdd: 'Ajouter un interlocuteur',
	iconRemove: 'Supprimer',
	forms: 'Formulaire',
	formsText: 'Il répond après 600 ms par un refus.',
	name: 'Nom',
	email: 'Adresse e-mail',
	emailHint: 'Celle de votre travail, de préférence.',
	emailValue: 'claire.petit@',
	phone: 'Téléphone',
	subject: 'Objet',
	product: 'Logiciel',
	choose: 'Choisissez…',
	birth: 'Date de l’incident',
	description: 'Description',
	descriptionHint: 'Ce que vous faisiez, ce que vous attendiez, ce qui s’est passé.',
	descriptionValue: 'Le bordereau 1042 ne s’imprime plus depuis ce matin.',
	civility: 'Civilité',
	urgency: 'Urgence',
	terms: 'J’accepte les conditions d’utilisation',
	private: 'Ticket privé',
	privateHint: 'Vos collègues ne le verront pas.',
	password: 'Votre mot de passe',
	newPassword: 'Nouveau mot de passe',
	search: 'Rechercher',
	refusedForms: 'Formulaire refusé',
	readonly: 'Code client',
	readonlyValue: 'C004512',
	plainForm: 'Champs simples',
	alerts: 'Messages',
	alertTitle: 'Votre accès attend une validation',
	alertText: 'Adam Lefèvre, administrateur de votre structure, a été prévenu. Vous pouvez déjà ouvrir un ticket.',
	alertPositive: 'Votre mot de passe est enregistré.',
	alertCaution: 'Ce lien n’est valable que 24 heures.',
	alertDanger: 'Le fichier n’a pas pu être envoyé.',
	badges: 'États',
	neutral: 'Clos',
	accent: 'Nouveau',
	info: 'En cours',
	caution: 'En attente de votre réponse',
	positive: 'Résolu',
	padlocks: 'Cadenas',
	padlockPerson: 'Claire Petit',
	people: 'Liste des interlocuteurs',
	edit: 'Modifier',
	empty: 'Aucun ticket pour l’instant',
	emptyText: 'Une question, un blocage ? Ouvrez un ticket : nos services vous répondent du lundi au vendredi.',
	menus: 'Menus et fenêtres',
	open: 'Ouvrir une fenêtre',
	dialogTitle: 'Retirer l’accès de Claire Petit ?',
	dialogText:
		'Elle ne verra plus rien de votre structure dès sa prochaine action. Ses anciens tickets restent lisibles.',
	flash: 'Montrer un message',
	flashText: 'L’accès de Claire Petit est ouvert.',
	menuHead: 'Claire Petit',
	dates: 'Dates et personnes',
	structure: 'Ma structure',
	tabs: 'Tickets par état',
	steps: 'Étapes',
	news: 'Actualités',
	newsTitle: 'Nouvelle version de la comptabilité',
	newsText: 'La version 2026.4 apporte la facturation électronique et un nouvel écran de rapprochement bancaire.',
	signInTitle: 'Bonjour !',
	signInText: 'Identifiez-vous pour accéder à votre ESPACE CLIENT !',
	forgotten: 'Mot de passe oublié ?',
	signUp: 'Créer un compte',
	legal: 'Mentions légales',
	privacy: 'Données personnelles',
	language: 'English',
	switcher: 'Commune de Vandœuvre-lès-Nancy',
	switcherRole: 'Administrateur',
	otherStructure: 'Centre de formation du Grand Est',
	me: 'Adam Lefèvre',
	profile: 'Mon profil',
	signOut: 'Se déconnecter',
	colours: 'Couleurs'
};
