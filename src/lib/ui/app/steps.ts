import { m } from '#lib/paraglide/messages.js';
import type { Picture } from './StepPicture.svelte';

export interface Step {
	picture: Picture;
	text: string;
}

/** How the application is installed, by the device one holds. */
export const installSteps = (shortName: string): Record<'android' | 'ios' | 'computer', Step[]> => ({
	android: [
		{ picture: 'menu', text: m.app_step_android_menu() },
		{ picture: 'install', text: m.app_step_android_install() },
		{ picture: 'screen', text: m.app_step_open({ name: shortName }) }
	],
	ios: [
		{ picture: 'share', text: m.app_step_ios_share() },
		{ picture: 'add', text: m.app_step_ios_add() },
		{ picture: 'confirm', text: m.app_step_ios_confirm() }
	],
	computer: [
		{ picture: 'bar', text: m.app_step_computer_bar() },
		{ picture: 'screen', text: m.app_step_computer_open({ name: shortName }) }
	]
});
