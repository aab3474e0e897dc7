/** Mail domains that anybody may have an address in: they say nothing of a structure. */
const PUBLIC_PROVIDERS = new Set(
	`aliceadsl.fr aol.com bbox.fr bluewin.ch cegetel.net club-internet.fr free.fr gmail.com gmx.com gmx.de gmx.fr
	googlemail.com hotmail.be hotmail.com hotmail.fr hushmail.com icloud.com laposte.net libertysurf.fr live.be live.com
	live.fr mac.com mail.com mailo.com me.com msn.com neuf.fr noos.fr numericable.fr online.fr orange.fr outlook.be
	outlook.com outlook.fr pm.me proton.me protonmail.ch protonmail.com rocketmail.com sfr.fr skynet.be t-online.de
	tutanota.com voila.fr wanadoo.fr web.de yahoo.ca yahoo.co.uk yahoo.com yahoo.fr yandex.com ymail.com zoho.com`.split(
		/\s+/
	)
);

export const isPublicProvider = (mailDomain: string): boolean => PUBLIC_PROVIDERS.has(mailDomain);
