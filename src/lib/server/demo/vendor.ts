export interface DemoVendor {
	name: string;
	shortName: string;
	tagline: { fr: string; en: string };
	/** Deep enough to carry white text and to be text on white (AAA). */
	color: string;
	email: string;
	phone: string;
	website: string;
	address: { street: string; postalCode: string; city: string };
	supportHours: { fr: string; en: string };
	mailSender: { name: string; email: string };
	/** Markdown. */
	legalNotice: { fr: string; en: string };
	/** Files beside this one; the symbol alone serves on light and dark surfaces. */
	logo: { light: string; dark: string; icon: string };
}

export const vendor: DemoVendor = {
	name: 'DEFI Informatique',
	shortName: 'DEFI',
	tagline: {
		fr: 'Les logiciels de gestion des organismes de formation et des collectivités',
		en: 'Business software for training centres and local authorities'
	},
	color: '#0b4f5e',
	email: 'support@defi-informatique.example',
	phone: '0353015400',
	website: 'https://www.defi-informatique.example',
	address: { street: '126 quai de la Bataille', postalCode: '54000', city: 'Nancy' },
	supportHours: {
		fr: 'Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h 30',
		en: 'Monday to Friday, 8:30 am to 12 noon and 1:30 pm to 5:30 pm (Paris time)'
	},
	mailSender: { name: 'DEFI Informatique – Espace client', email: 'espace-client@defi-informatique.example' },
	legalNotice: {
		fr: `*Cet espace est une démonstration : la société, les personnes et les coordonnées ci-dessous sont inventées.*

## Éditeur

DEFI Informatique, société par actions simplifiée au capital de 50 000 €, 126 quai de la Bataille, 54000 Nancy. Téléphone : 03 53 01 54 00. Adresse électronique : support@defi-informatique.example. Directrice de la publication : Mona Vautrin.

## Hébergement

Cet espace est hébergé par DEFI Informatique, à l’adresse ci-dessus, sur des serveurs situés en France.

## Vos données personnelles

Nous enregistrons votre nom, votre adresse électronique, votre fonction, votre téléphone et vos échanges avec nos services, dans le seul but de répondre à vos demandes et de gérer votre compte client. Elles ne sont ni vendues ni transmises à des tiers, et sont effacées trois ans après la fin du contrat.

Vous pouvez consulter, corriger ou faire effacer vos données en écrivant à dpo@defi-informatique.example. Si notre réponse ne vous convient pas, vous pouvez saisir la CNIL.

## Témoins de connexion

Cet espace n’utilise que les témoins (« cookies ») nécessaires à votre connexion et à vos préférences. Il ne mesure pas votre navigation.`,
		en: `*This portal is a demonstration: the company, the people and the contact details below are invented.*

## Publisher

DEFI Informatique, simplified joint-stock company with a capital of €50,000, 126 quai de la Bataille, 54000 Nancy, France. Phone: +33 3 53 01 54 00. E-mail: support@defi-informatique.example. Publication manager: Mona Vautrin.

## Hosting

This portal is hosted by DEFI Informatique, at the address above, on servers located in France.

## Your personal data

We keep your name, e-mail address, position, phone number and your exchanges with us, for the sole purpose of answering your requests and managing your customer account. They are neither sold nor passed on to third parties, and are erased three years after the contract ends.

You may read, correct or have your data erased by writing to dpo@defi-informatique.example. If our answer does not satisfy you, you may refer the matter to the CNIL, the French data protection authority.

## Cookies

This portal only uses the cookies needed for your sign-in and your preferences. It does not track your browsing.`
	},
	logo: { light: 'logo.svg', dark: 'logo-dark.svg', icon: 'icon.svg' }
};
