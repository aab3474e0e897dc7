export const FIRST_NAMES = [
	'Adèle',
	'Bruno',
	'Chloé',
	'Damien',
	'Élodie',
	'Farid',
	'Gaëlle',
	'Hugo',
	'Inès',
	'Joël',
	'Karine',
	'Léon',
	'Maëlys',
	'Noé',
	'Océane',
	'Paul'
];
export const LAST_NAMES = [
	'Aubry',
	'Bertrand',
	'Collin',
	'Didier',
	'Étienne',
	'François',
	'Gérardin',
	'Humbert',
	'Jacquot',
	'Lhuillier',
	'Marchal',
	'Noël',
	'Petitdemange',
	'Rémy',
	'Simonin',
	'Thiébaut',
	'Vautrin'
];
export const FUNCTIONS = [
	'Secrétaire de mairie',
	'Comptable',
	'Directrice',
	'Responsable informatique',
	'Adjoint technique',
	'Formateur',
	'Chargée d’accueil',
	''
];
export const TOWNS = [
	'Sexey',
	'Commercy',
	'Toul',
	'Vézelise',
	'Pont-Saint-Vincent',
	'Neuves-Maisons',
	'Haroué',
	'Bayon',
	'Blénod',
	'Colombey'
];
export const SUBJECTS = [
	'Impossible d’imprimer le bordereau des mandats',
	'Le total de la facture ne tient pas compte de la remise',
	'Comment ajouter un second signataire à une convention de formation ?',
	'Message « fichier verrouillé » à l’ouverture du budget',
	'Export des émargements vers notre tableur',
	'Nouvelle imprimante : plus d’étiquettes',
	'Accès au module de paie pour notre remplaçante'
];
export const PARAGRAPHS = [
	'Bonjour,\n\nDepuis la mise à jour de mardi, le bordereau sort avec une page blanche en trop. Nous avons essayé sur **deux postes**, le résultat est le même.',
	'Merci pour votre réponse. J’ai suivi les étapes :\n\n1. fermer le logiciel ;\n2. vider le dossier temporaire ;\n3. rouvrir l’exercice 2026.\n\nLe message revient à la troisième.',
	'Nous avons reproduit votre cas de notre côté. La correction sera dans la version 2026.4, prévue le 3 décembre ; d’ici là, décochez `Aperçu avant impression`.',
	'C’est bien cela, tout est rentré dans l’ordre. Je vous remercie de votre aide, bonne journée à toute l’équipe.',
	'Pouvez-vous nous envoyer une copie d’écran de la fenêtre « Paramètres » → « Impression », et nous dire sur quelle imprimante vous essayez ?'
];
