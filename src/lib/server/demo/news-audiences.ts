import type { NewsRole } from '#lib/schemas/news-choices.ts';
import type { ProductKey } from './products.ts';

/** News that not everybody reads, or not yet. Without a picture, as many a vendor writes them. */
export interface DemoAudienceNews {
	title: string;
	/** Markdown. */
	body: string;
	/** Below nothing: so many days from now. Null for a draft. */
	publishedDaysAgo: number | null;
	products?: ProductKey[];
	roles?: NewsRole[];
	acknowledge?: true;
}

export const audienceNews: DemoAudienceNews[] = [
	{
		title: 'Vos données dans votre espace client\u00a0: ce à quoi nous nous engageons',
		body: `Votre espace client contient des noms, des adresses et des fonctions : celles de vos agents. Nous les traitons **pour votre compte**, et l’annexe sur la sous-traitance le dit désormais en deux pages.

L’essentiel :

- vos données restent en France, et rien n’en est transmis à des tiers ;
- un incident vous est annoncé sous 24 heures, par écrit, à votre DPO ;
- à la fin du contrat, vous repartez avec un export complet, et nous effaçons le reste sous 30 jours.

En confirmant votre lecture, vous n’acceptez rien de nouveau : vous nous dites seulement que l’information est arrivée à la bonne personne.`,
		publishedDaysAgo: 4,
		roles: ['administrator', 'dpo'],
		acknowledge: true
	},
	{
		title: 'Bilan pédagogique et financier\u00a0: préparez-le dès maintenant',
		body: `Le bilan de l’année se déclare au printemps, mais il se prépare en décembre. Depuis la version 2026.4, un contrôle vous dit en une page ce qui manque : stagiaires sans statut, heures sans émargement, sessions sans financeur.

Lancez **Bilan › Contrôler** une première fois cette semaine : ce qui se corrige à plusieurs se corrige mieux avant les congés.`,
		publishedDaysAgo: 9,
		products: ['training']
	},
	{
		title: 'Vos factures changent de présentation',
		body: `À partir de janvier, nos factures portent une ligne par module et par site, avec votre numéro d’engagement quand vous nous l’avez donné. Le total ne change pas.

Vos factures arrivent toujours par e-mail à l’adresse du référent comptable, et restent rangées dans votre espace.`,
		publishedDaysAgo: 14,
		roles: ['accounting']
	},
	{
		title: 'Maintenance du portail un samedi matin',
		body: `Votre espace client sera fermé **de 7 h à 9 h** pour une mise à jour. Vos logiciels, eux, restent ouverts.

Une urgence pendant ce temps ? Le téléphone du support répond comme d’habitude.`,
		publishedDaysAgo: -6
	},
	{
		title: 'Trois questions à Mona Vautrin',
		body: `*Brouillon : il manque la troisième réponse et une photographie.*

**Que lisez-vous en premier le matin ?** Les tickets bloquants, puis ceux qui attendent depuis la veille.

**Ce que vous aimeriez que l’on sache ?** Que chaque message est lu par quelqu’un qui connaît votre logiciel.`,
		publishedDaysAgo: null
	}
];
