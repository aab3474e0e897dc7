/**
 * What a page that offers to install the application can do with a script: the button where the browser installs by one,
 * and the steps of the device before one's eyes first. The page says everything without it.
 */
interface InstallEvent extends Event {
	prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

const offers = document.querySelectorAll<HTMLElement>('[data-install]');
const device = deviceOf(navigator);
for (const offer of offers) offer.dataset.device = device;
// Steps for other devices stay within reach, folded.
for (const steps of document.querySelectorAll<HTMLDetailsElement>('details[data-for]'))
	steps.open = steps.dataset.for === device;

let offered: InstallEvent | undefined;
window.addEventListener('beforeinstallprompt', (event) => {
	event.preventDefault();
	offered = event as InstallEvent;
	show('[data-install-button]', true);
});
window.addEventListener('appinstalled', installed);
for (const button of document.querySelectorAll('[data-install-button] button'))
	button.addEventListener('click', async () => {
		const { outcome } = (await offered?.prompt()) ?? {};
		// An offer is good once.
		offered = undefined;
		show('[data-install-button]', false);
		if (outcome === 'accepted') installed();
	});

function installed() {
	show('[data-install-button]', false);
	show('[data-install-done]', true);
}

function show(selector: string, visible: boolean) {
	for (const element of document.querySelectorAll<HTMLElement>(selector)) element.hidden = !visible;
}

function deviceOf({ userAgent, platform, maxTouchPoints }: Navigator): 'android' | 'ios' | 'computer' {
	if (/Android/.test(userAgent)) return 'android';
	// An iPad says it is a Mac, but no Mac has a screen to touch.
	if (/iPhone|iPad|iPod/.test(userAgent) || (platform === 'MacIntel' && maxTouchPoints > 1)) return 'ios';
	return 'computer';
}
