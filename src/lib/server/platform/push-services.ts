/**
 * The push services of the browsers there are. A device's address comes from a browser, and the portal posts to it: to
 * no other host, or anybody signed in could have it knock on doors inside the vendor's network.
 */
const KNOWN = [
	'fcm.googleapis.com',
	'*.push.services.mozilla.com',
	'push.services.mozilla.com',
	'*.push.apple.com',
	'*.notify.windows.com'
];

/** A host as the setting PUSH_SERVICES names it: `push.example.fr`, `*.push.example.fr`, either with `:8443` behind it. */
export const PUSH_SERVICE = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/** Whether messages may be sent to this address: https, a push service's host, its usual port unless the operator named another. */
export function isPushService(endpoint: string, named: readonly string[]): boolean {
	const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
	if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
	return [...KNOWN, ...named].some((service) => {
		const [host = '', port = ''] = service.split(':');
		if (url.port !== port) return false;
		return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
	});
}
