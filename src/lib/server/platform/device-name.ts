import bowser from 'bowser';

/** What somebody calls the device behind a user agent. */
export interface DeviceName {
	/** Such as « Firefox · Windows »; empty when the browser does not say. */
	device: string;
	phone: boolean;
}

export function deviceName(userAgent: string): DeviceName {
	const { browser, os, platform } = bowser.parse(userAgent || 'unknown');
	return {
		device: [browser.name, os.name].filter(Boolean).join(' · '),
		phone: platform.type === 'mobile' || platform.type === 'tablet'
	};
}
